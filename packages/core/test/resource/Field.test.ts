import { Field, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(..._types: ReadonlyArray<T>) => {}

/** What a field lets happen, as its type says it too. */
const told = ({ create, update, shown, nullable, type }: Field.Field) =>
  `${create} ${update} ${shown} ${nullable ? "null" : "value"} ${type.kind}`

type Fits<
  T,
  Create extends Field.OnCreate = "required",
  Update extends Field.OnUpdate = "optional",
  Shown extends "shown" | "hidden" = "shown"
> = Field.Field<T, Create, Update, Shown>

describe("combinators in any nesting", () => {
  it("optional keeps who may write", () => {
    const plain = Field.optional(Schema.String)
    const readOnly = Field.optional(Field.readOnly(Field.text))
    const outside = Field.readOnly(Field.optional(Field.text))
    const once = Field.optional(Field.writeOnce(Field.integer))
    const twice = Field.optional(Field.optional(Field.text))
    holds<Equal<typeof plain, Fits<string | null, "optional">>>()
    holds<Equal<typeof readOnly, Fits<string | null, "server", "server">>>()
    holds<Equal<typeof readOnly, typeof outside>>()
    holds<Equal<typeof once, Fits<number | null, "optional", "never">>>()
    holds<Equal<typeof twice, typeof plain>>()
    assert.deepStrictEqual([plain, readOnly, outside, once, twice].map(told), [
      "optional optional shown null text",
      "server server shown null text",
      "server server shown null text",
      "optional never shown null integer",
      "optional optional shown null text"
    ])
  })

  it("writeOnce stays inside readOnly and around it", () => {
    const inside = Field.readOnly(Field.writeOnce(Field.text))
    const outside = Field.writeOnce(Field.readOnly(Field.text))
    holds<Equal<typeof inside, Fits<string, "server", "never">>>()
    holds<Equal<typeof outside, typeof inside>>()
    assert.deepStrictEqual(
      [inside, outside].map(told),
      Array.from({ length: 2 }, () => "server never shown value text")
    )
  })

  it("default keeps everything but that a create must send it", () => {
    const unique = Field.withDefault(Field.unique(Field.text), "x")
    const around = Field.unique(Field.withDefault(Field.text, "x"))
    const nullable = Field.withDefault(Field.optional(Field.integer), null)
    const counted = Field.withDefault(Field.readOnly(Field.integer), 0)
    const database = Field.databaseDefault(Field.writeOnce(Field.boolean), true)
    const hidden = Field.databaseDefault(Field.readOnly(Field.text), "x")
    holds<Equal<typeof unique, Fits<string, "optional">>>()
    holds<Equal<typeof around, typeof unique>>()
    holds<Equal<typeof nullable, Fits<number | null, "optional">>>()
    holds<Equal<typeof counted, Fits<number, "server", "server">>>()
    holds<Equal<typeof database, Fits<boolean, "optional", "never">>>()
    assert.deepStrictEqual([unique, around, nullable, counted, database, hidden].map(told), [
      "optional optional shown value text",
      "optional optional shown value text",
      "optional optional shown null integer",
      "server server shown value integer",
      "optional never shown value boolean",
      "server server shown value text"
    ])
    assert.deepStrictEqual([unique.unique, around.unique, around.default?.value], [true, true, "x"])
    assert.deepStrictEqual(
      [counted.default, database.default],
      [
        { value: 0, by: "statement" },
        { value: true, by: "database" }
      ]
    )
  })

  it("writeOnly hides, whatever else holds", () => {
    const secret = Field.optional(Field.writeOnly(Field.text))
    const around = Field.writeOnly(Field.optional(Field.text))
    holds<Equal<typeof secret, Fits<string | null, "optional", "optional", "hidden">>>()
    holds<Equal<typeof around, typeof secret>>()
    assert.deepStrictEqual(
      [secret, around].map(told),
      Array.from({ length: 2 }, () => "optional optional hidden null text")
    )
  })

  it("references are uuids, or what is declared", () => {
    const plain = Field.references("authors")
    const optional = Field.optional(Field.references("authors"))
    const inside = Field.references("authors", Field.optional(Field.uuid))
    const text = Field.references("countries", Field.writeOnce(Schema.String))
    holds<Equal<typeof plain, Fits<string>>>()
    holds<Equal<typeof optional, Fits<string | null, "optional">>>()
    holds<Equal<typeof inside, typeof optional>>()
    holds<Equal<typeof text, Fits<string, "required", "never">>>()
    assert.deepStrictEqual([plain, optional, inside, text].map(told), [
      "required optional shown value uuid",
      "optional optional shown null uuid",
      "optional optional shown null uuid",
      "required never shown value text"
    ])
    assert.deepStrictEqual(
      [plain, optional, inside, text].map(({ references }) => references),
      ["authors", "authors", "authors", "countries"]
    )
  })

  it("names a unique constraint that is not PostgreSQL's own choice", () => {
    assert.strictEqual(Field.unique(Field.text, "books_isbn").unique, "books_isbn")
    assert.strictEqual(Field.unique(Field.text).unique, true)
  })
})

describe("combinators in a pipe say what they say around a field", () => {
  it("without arguments, after a field and after a plain schema", () => {
    const once = Field.text.pipe(Field.writeOnce, Field.optional)
    const key = Schema.String.pipe(Field.writeOnce, Field.unique)
    const checked = Schema.String.check(Schema.isMaxLength(3)).pipe(Field.readOnly, Field.optional)
    const hidden = Field.numeric(4, 2).pipe(Field.writeOnly)
    holds<Equal<typeof once, Fits<string | null, "optional", "never">>>()
    holds<Equal<typeof key, Fits<string, "required", "never">>>()
    holds<Equal<typeof checked, Fits<string | null, "server", "server">>>()
    holds<Equal<typeof hidden, Fits<string, "required", "optional", "hidden">>>()
    assert.deepStrictEqual(once, Field.optional(Field.writeOnce(Field.text)))
    assert.deepStrictEqual(key, Field.unique(Field.writeOnce(Schema.String)))
    assert.deepStrictEqual([checked, hidden].map(told), [
      "server server shown null text",
      "required optional hidden value numeric"
    ])
  })

  it("withDefault and databaseDefault by their value", () => {
    const counted = Field.integer.pipe(Field.readOnly, Field.withDefault(0))
    const state = Field.literals(["new", "lent"]).pipe(Field.withDefault("new"), Field.writeOnce)
    const plain = Schema.Literals(["new", "lent"]).pipe(Field.withDefault("new"))
    const words = Field.array("text").pipe(Field.withDefault([]))
    const big = Field.bigint.pipe(Field.databaseDefault(5n))
    const nothing = Field.date.pipe(Field.optional, Field.withDefault(null))
    const json = Field.jsonb().pipe(Field.withDefault({ a: [1, null] }))
    holds<Equal<typeof counted, Fits<number, "server", "server">>>()
    holds<Equal<typeof state, Fits<"new" | "lent", "optional", "never">>>()
    holds<Equal<typeof plain, Fits<"new" | "lent", "optional">>>()
    holds<Equal<typeof words, Fits<Field.Elements<string>, "optional">>>()
    holds<Equal<typeof big, Fits<bigint, "optional">>>()
    holds<Equal<typeof nothing, Fits<string | null, "optional">>>()
    holds<Equal<typeof json, Fits<Schema.Json, "optional">>>()
    assert.deepStrictEqual(counted, Field.withDefault(Field.readOnly(Field.integer), 0))
    assert.deepStrictEqual(big, Field.databaseDefault(Field.bigint, 5n))
    assert.deepStrictEqual(
      [state, plain, words, nothing, json].map((field) => field.default?.value),
      ["new", "new", [], null, { a: [1, null] }]
    )
  })

  it("unique by the constraint's name, or by none", () => {
    const named = Field.text.pipe(Field.unique("books_isbn"), Field.optional)
    holds<Equal<typeof named, Fits<string | null, "optional">>>()
    assert.deepStrictEqual(named, Field.optional(Field.unique(Field.text, "books_isbn")))
    assert.deepStrictEqual(Schema.String.pipe(Field.unique), Field.unique(Schema.String))
  })

  it("begin at a reference as at any field", () => {
    const reference = Field.references("authors").pipe(Field.writeOnce, Field.optional)
    holds<Equal<typeof reference, Fits<string | null, "optional", "never">>>()
    assert.deepStrictEqual(reference, Field.optional(Field.writeOnce(Field.references("authors"))))
  })

  it("also on the fields of a resource", () => {
    const { fields } = Resource.make("r", { fields: { price: Field.withDefault(Field.numeric(4, 2), "5") } })
    assert.strictEqual(fields["price"]?.pipe(Field.unique).unique, true)
  })
})

it("tells the value of each kind", () => {
  const kinds = {
    uuid: Field.uuid,
    text: Field.text,
    boolean: Field.boolean,
    integer: Field.integer,
    bigint: Field.bigint,
    numeric: Field.numeric(10, 2),
    float: Field.float,
    date: Field.date,
    timestamptz: Field.timestamptz,
    jsonb: Field.jsonb(Schema.Struct({ a: Schema.String })),
    json: Field.jsonb(),
    state: Field.literals(["new", "lent"], "copy_state"),
    words: Field.array("text"),
    links: Field.array("uuid"),
    counts: Field.array("integer")
  }
  type Kinds = typeof kinds
  holds<Equal<Kinds["bigint"], Fits<bigint>>>()
  holds<Equal<Kinds["numeric"], Fits<string>>>()
  holds<Equal<Kinds["jsonb"], Fits<{ readonly a: string }>>>()
  holds<Equal<Kinds["json"], Fits<Schema.Json>>>()
  holds<Equal<Kinds["state"], Fits<"new" | "lent">>>()
  holds<Equal<Kinds["counts"], Fits<Field.Elements<number>>>>()
  holds<Equal<Kinds["links"], Fits<Field.Elements<string>>>>()
  assert.deepStrictEqual(
    Object.values(kinds).map(({ type }) => type.kind),
    [
      "uuid",
      "text",
      "boolean",
      "integer",
      "bigint",
      "numeric",
      "float",
      "date",
      "timestamptz",
      "jsonb",
      "jsonb",
      "enum",
      "array",
      "array",
      "array"
    ]
  )
})

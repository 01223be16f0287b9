import { Access, Field, InvalidDeclaration, Relation, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { Books } from "../books.ts"

const text = { a: Schema.String }
const fields = (declared: Resource.Fields) => () => Resource.make("r", { fields: declared })

describe("Resource.make", () => {
  it("lists the columns in the order of an answer", () => {
    assert.deepStrictEqual(
      [...Books.columns.keys()].join(" "),
      "uid title isbn price pages genres details secret copies_available author_uid version created_at last_updated_at creator_uid last_updater_uid"
    )
    assert.deepStrictEqual(
      [...Books.columns.values()].filter(({ shown }) => !shown).map(({ name }) => name),
      ["secret"]
    )
  })

  it("knows which columns may be null", () => {
    const nullable = [...Books.columns.values()].filter((column) => column.nullable).map(({ name }) => name)
    assert.deepStrictEqual(nullable, [
      "price",
      "pages",
      "details",
      "secret",
      "creator_uid",
      "last_updater_uid"
    ])
    const named = Resource.make("r", { fields: text, uid: "text" }).columns.get("uid")
    assert.deepStrictEqual([named?.nullable, named?.type.kind], [false, "text"])
  })

  it("bounds texts that are uids, or refer to one, by their bytes: they are keys of indexes", () => {
    const fields = { ...text, of: Field.references("s", Field.text) }
    const { columns } = Resource.make("r", { fields, uid: "text" })
    const reads = (name: string, uid: string) => {
      const cell = columns.get(name)?.cell
      const [json, operand] = [cell?.fromJson(uid), cell?.parse?.(uid)]
      return [
        json !== undefined && Result.isSuccess(json),
        operand !== undefined && Result.isSuccess(operand)
      ]
    }
    for (const longest of ["x".repeat(512), "é".repeat(256), "😀".repeat(128)]) {
      for (const name of ["uid", "of"]) {
        assert.deepStrictEqual(reads(name, longest), [true, true])
        assert.deepStrictEqual(reads(name, `${longest}x`), [false, false])
      }
    }
    assert.deepStrictEqual(reads("a", "x".repeat(513)), [true, true])
    assert.deepStrictEqual(reads("of", "\u0000"), [false, false])
  })

  it("takes a table of another name or schema", () => {
    assert.deepStrictEqual(Books.table, { schema: null, name: "books" })
    assert.deepStrictEqual(Resource.make("r", { fields: text, table: "b" }).table, {
      schema: null,
      name: "b"
    })
    assert.deepStrictEqual(Resource.make("r", { fields: text, table: "a.b" }).table, {
      schema: "a",
      name: "b"
    })
  })

  it("holds a default as its column would", () => {
    const { fields } = Resource.make("r", {
      fields: {
        price: Field.withDefault(Field.numeric(10, 2), "5"),
        at: Field.withDefault(Field.timestamptz, "2026-11-25T08:30:00+01:00"),
        owner: Field.databaseDefault(Field.uuid, "0192ABCD-0000-7000-8000-00000000000F"),
        count: Field.withDefault(Field.bigint, 5n),
        note: Field.withDefault(Field.optional(Field.text), null)
      }
    })
    assert.deepStrictEqual(
      Object.values(fields).map((field) => field.default?.value),
      ["5.00", "2026-11-25T07:30:00Z", "0192abcd-0000-7000-8000-00000000000f", 5n, null]
    )
  })

  it("names unique constraints as PostgreSQL does, also where the name gets too long", () => {
    const long = "a".repeat(40)
    const { uniques } = Resource.make("r", {
      table: `s.${"t".repeat(30)}`,
      fields: {
        [long]: Field.unique(Field.text),
        b: Field.unique(Field.text, "own"),
        c: Field.unique(Field.text)
      },
      uniques: { pair: ["b", "c"] }
    })
    assert.deepStrictEqual(uniques, [
      { constraint: `${"t".repeat(29)}_${"a".repeat(29)}_key`, fields: [long] },
      { constraint: "own", fields: ["b"] },
      { constraint: `${"t".repeat(30)}_c_key`, fields: ["c"] },
      { constraint: "pair", fields: ["b", "c"] }
    ])
  })
})

describe("a declaration that makes no sense is refused by name", () => {
  it.each<[string, () => unknown, string]>([
    [
      "a name in upper case",
      () => Resource.make("Books", { fields: text }),
      'Resource "Books": its name must be lower-case letters, digits, - and _'
    ],
    ["an empty name", () => Resource.make("", { fields: text }), 'Resource "": its name must be'],
    [
      "a table without a schema's name",
      () => Resource.make("r", { fields: text, table: ".b" }),
      '"" cannot name a table: PostgreSQL\'s names take 1 to 63 bytes'
    ],
    [
      "a table of 64 bytes",
      () => Resource.make("r", { fields: text, table: "é".repeat(32) }),
      "cannot name a table: PostgreSQL's names take 1 to 63 bytes"
    ],
    [
      "a column with a NUL",
      fields({ a: Field.column("a\u0000", Field.text) }),
      'cannot name the column of "a"'
    ],
    [
      "two fields over one column",
      fields({ a: Field.column("c", Field.text), b: Field.column("c", Field.text) }),
      '"a" and "b" are both stored in the column "c"'
    ],
    [
      "a field over a column of the audit",
      fields({ a: Field.column("version", Field.text) }),
      '"a" and "version" are both stored in the column "version"'
    ],
    [
      "a key of no fields",
      () => Resource.make("r", { fields: text, uid: null, key: [] }),
      'Resource "r": without a uid, its key must name fields of it'
    ],
    [
      "a key that may be null",
      () =>
        Resource.make("r", {
          fields: { a: Field.text, b: Field.optional(Field.text) },
          uid: null,
          key: ["a", "b"]
        }),
      '"b" cannot be part of its key: it may be null or is hidden'
    ],
    [
      "a key of which one value is written in several ways",
      () =>
        Resource.make("r", {
          fields: { a: Field.text, b: Field.numeric() },
          uid: null,
          key: ["a", "b"]
        }),
      '"b" is numeric, of which one value can be written in several ways: no uid or key can be that'
    ],
    [
      "a uid of that kind",
      () => Resource.make("r", { fields: text, uid: Field.citext }),
      '"uid" is citext, of which one value can be written in several ways: no uid or key can be that'
    ],
    [
      "a uid that the server cannot make",
      () => Resource.make("r", { fields: text, uid: "integer", uidBy: "server" }),
      '"uid" is integer, which holds no uid of the server\'s: say who makes it with uidBy'
    ],
    [
      "a rule for records without an address",
      () =>
        Resource.make("r", {
          fields: { a: Field.text, b: Field.text },
          uid: null,
          key: ["a", "b"],
          access: { get: Access.everyone }
        }),
      "its records have no uid and so no address of their own: there is nothing to get, only to list, create and delete"
    ],
    [
      "a table of the audit trail's",
      () => Resource.make("r", { fields: text, table: "audit.r" }),
      "its table is in the schema audit, which is the trail's own"
    ],
    ["a field with a space", fields({ "a b": Field.text }), '"a b" is no identifier for a field'],
    ["a field of 64 letters", fields({ ["a".repeat(64)]: Field.text }), "is no identifier for a field"],
    [
      "a field that every object has",
      fields({ constructor: Field.text }),
      '"constructor" is what every object of JavaScript has and cannot name a field'
    ],
    [
      "a field that is every object's prototype",
      fields({ ["__proto__"]: Field.text }),
      '"__proto__" is what every object of JavaScript has and cannot name a field'
    ],
    [
      "a word of the query grammar",
      fields({ order: Field.integer }),
      '"order" is a word of the query grammar and cannot name a field'
    ],
    [
      "the word that asks for people",
      fields({ expand: Field.text }),
      '"expand" is a word of the query grammar and cannot name a field'
    ],
    [
      "a field that is audited",
      fields({ version: Field.integer }),
      `the field "version" is also the audit's version`
    ],
    [
      "a field that plays uid",
      () => Resource.make("r", { fields: text, audit: { uid: "a" } }),
      `the field "a" is also the audit's uid`
    ],
    [
      "one column in two parts",
      () => Resource.make("r", { fields: text, audit: { created_at: "at", last_updated_at: "at" } }),
      'the column "at" plays two parts of the audit: created_at and last_updated_at'
    ],
    [
      "an audit column that is no identifier",
      () => Resource.make("r", { fields: text, audit: { version: "a version" } }),
      '"a version" is no identifier for the column of version'
    ],
    [
      "an audit column that is a reserved word",
      () => Resource.make("r", { fields: text, audit: { version: "limit" } }),
      '"limit" is a word of the query grammar and cannot name the column of version'
    ],
    [
      "a schema without a column type",
      fields({ a: Schema.Array(Schema.String) }),
      'Resource "r": the field "a" has a schema of kind Arrays'
    ],
    ["a schema that transforms", fields({ a: Schema.Trim }), 'the schema of "a" transforms'],
    [
      "a schema that transforms within",
      fields({ a: Schema.Struct({ n: Schema.Array(Schema.NumberFromString) }) }),
      'the schema of "a" transforms'
    ],
    [
      "a schema that transforms within a choice",
      fields({
        a: Field.jsonb(Schema.Union([Schema.Null, Schema.Record(Schema.String, Schema.DateFromString)]))
      }),
      'the schema of "a" transforms'
    ],
    [
      "a recursive schema that transforms",
      fields({
        a: Field.jsonb(
          Schema.suspend((): Schema.Codec<unknown> => Schema.Struct({ n: Schema.FiniteFromString }))
        )
      }),
      'the schema of "a" transforms'
    ],
    ["numeric(0, 0)", fields({ a: Field.numeric(0, 0) }), '"a" is numeric(0, 0), which no column can be'],
    ["numeric(2, -1001)", fields({ a: Field.numeric(2, -1001) }), "numeric(2, -1001)"],
    ["numeric(2.5, 1)", fields({ a: Field.numeric(2.5, 1) }), "numeric(2.5, 1)"],
    ["numeric(1001, 1)", fields({ a: Field.numeric(1001, 1) }), "numeric(1001, 1)"],
    [
      "an enum of nothing",
      fields({ a: Field.literals([]) }),
      'the labels of "a" are none, or one of them comes twice'
    ],
    [
      "an enum with a label twice",
      fields({ a: Field.literals(["x", "x"]) }),
      'the labels of "a" are none, or one of them comes twice'
    ],
    [
      "a label with a NUL",
      fields({ a: Field.literals(["x\0"]) }),
      'of "a" cannot be stored: PostgreSQL\'s labels take at most 63 bytes, and no NUL'
    ],
    [
      "a label of 64 bytes in a type of PostgreSQL's",
      fields({ a: Field.literals(["é".repeat(32)], "shelf") }),
      'of "a" cannot be stored'
    ],
    [
      "an enum whose type is no identifier",
      fields({ a: Field.literals(["x"], "a; b") }),
      '"a; b" is no name for the type of "a"'
    ],
    [
      "a default that breaks a check",
      fields({ a: Field.withDefault(Schema.NonEmptyString, "") }),
      'the default of "a" breaks its schema'
    ],
    [
      "a default that is no uuid",
      fields({ a: Field.withDefault(Field.uuid, "x") }),
      'the default of "a" must be a uuid'
    ],
    [
      "a default that does not fit",
      fields({ a: Field.withDefault(Field.numeric(3, 2), "10") }),
      'the default of "a" must have at most 1 digits before the point'
    ],
    [
      "null for what is never null",
      fields({
        a: Field.withDefault(Field.jsonb(Schema.Null), null),
        b: Field.databaseDefault(Field.integer, 2147483648)
      }),
      'the default of "b" must be a whole number'
    ],
    [
      "a unique constraint over what no index compares",
      fields({ a: Field.unique(Field.json()) }),
      'the unique constraint "r_a_key" is over "a", whose type has no index that compares it'
    ],
    [
      "one over arrays of such",
      fields({ a: Field.unique(Field.array(Field.xml)) }),
      'the unique constraint "r_a_key" is over "a", whose type has no index that compares it'
    ],
    [
      "a unique over nothing",
      () => Resource.make("r", { fields: text, uniques: { u: [] } }),
      'the unique constraint "u" is over no field'
    ],
    [
      "two uniques of one name",
      () => Resource.make("r", { fields: { a: Field.unique(Field.text, "u") }, uniques: { u: ["a"] } }),
      'two unique constraints are named "u"'
    ],
    [
      "a unique over one field twice",
      () => Resource.make("r", { fields: text, uniques: { u: ["a", "a"] } }),
      'the unique constraint "u" names a field twice'
    ],
    [
      "a unique of 64 letters",
      () => Resource.make("r", { fields: { a: Field.unique(Field.text, "u".repeat(64)) } }),
      "cannot name a unique constraint: PostgreSQL's names take 1 to 63 bytes"
    ],
    [
      "a key of one field twice",
      () => Resource.make("r", { fields: text, uid: null, key: ["a", "a"] }),
      "its key names a field twice"
    ],
    [
      "a relation of a field's name",
      () => Resource.make("r", { fields: text, relations: { a: Relation.one("a", "a") } }),
      'the relation "a" has the name of a field'
    ],
    [
      "a relation that is no identifier",
      () => Resource.make("r", { fields: text, relations: { "A b": Relation.many("a", "a") } }),
      '"A b" is no identifier for a relation'
    ],
    [
      "an owner whom no column names",
      () =>
        Resource.make("r", {
          fields: text,
          audit: { creator_uid: false },
          access: { get: Access.any(Access.group("a"), Access.all(Access.owner)) }
        }),
      "the rule of get asks for the owner, but no column plays creator_uid"
    ],
    [
      "a group without a name",
      () => Resource.make("r", { fields: text, access: { update: Access.group("") } }),
      'the rule of update asks for the group "": a name is not empty, and has no blanks around it'
    ],
    [
      "a group with a blank behind its name",
      () =>
        Resource.make("r", {
          fields: text,
          access: { become: Access.any(Access.owner, Access.all(Access.group("staff "))) }
        }),
      'the rule of become asks for the group "staff "'
    ],
    [
      "a scope that no token could carry",
      () => Resource.make("r", { fields: text, access: { create: Access.scope("a b") } }),
      'the rule of create asks for the scope "a b": one is visible ASCII without blank, quote or backslash (RFC 6749 §3.3)'
    ],
    [
      "a client without an id",
      () => Resource.make("r", { fields: text, access: { create: Access.client("") } }),
      'the rule of create asks for the client ""'
    ],
    [
      "an issuer without a name",
      () => Resource.make("r", { fields: text, access: { create: Access.issuer(" ") } }),
      'the rule of create asks for the issuer " "'
    ],
    [
      "a claim that is no number",
      () => Resource.make("r", { fields: text, access: { create: Access.claim("level", Number.NaN) } }),
      'the rule of create asks for the claim "level" to be NaN: it is a text, a finite number, true or false'
    ],
    [
      "a sign-in of no time ago",
      () =>
        Resource.make("r", { fields: text, access: { create: Access.all(Access.mfa, Access.maxAge(0)) } }),
      "the rule of create asks for a sign-in of 0 seconds ago: it is a whole number, and more than 0"
    ]
  ])("%s", (_what, declare, message) => {
    assert.throws(declare, InvalidDeclaration)
    assert.throws(declare, message)
  })

  it("tells all faults at once, a line and an entry for each", () => {
    const declare = () =>
      Resource.make("r", {
        fields: {
          "a title": Field.text,
          words: Schema.Array(Schema.String),
          price: Field.withDefault(Field.numeric(3, 2), "10"),
          trimmed: Field.withDefault(Schema.Trim, "x")
        },
        relations: { price: Relation.many("prices", "r_uid") },
        audit: { creator_uid: false },
        access: { get: Access.owner }
      })
    const faults = [
      'Resource "r": the field "words" has a schema of kind Arrays, which tells no column type: use Field.optional, Field.jsonb(schema) or another Field.',
      'Resource "r": "a title" is no identifier for a field',
      'Resource "r": the default of "price" must have at most 1 digits before the point',
      `Resource "r": the schema of "trimmed" transforms; a field's value is the same in JSON, in hooks and in its column`,
      'Resource "r": the relation "price" has the name of a field',
      'Resource "r": the rule of get asks for the owner, but no column plays creator_uid'
    ]
    const thrown = Result.flip(Result.try(declare)).pipe(Result.getOrThrow)
    assert.instanceOf(thrown, InvalidDeclaration)
    assert.deepInclude(thrown, { name: "InvalidDeclaration", message: faults.join("\n"), faults })
  })

  it("names columns after fields, unless a field says otherwise", () => {
    const Odd = Resource.make("odd", {
      table: { schema: "The Shop", name: 'a "b".c' },
      names: "camel",
      fields: {
        bookTitle: Field.text,
        sortOrder: Field.text.pipe(Field.column("order")),
        a: Field.column("A b", Field.unique(Field.text))
      },
      audit: { version: "rowVersion", created_at: { column: "made" }, last_updated_at: { name: "changed" } }
    })
    assert.deepStrictEqual(Odd.table, { schema: "The Shop", name: 'a "b".c' })
    assert.deepStrictEqual(
      [...Odd.columns.values()].map(({ name, columnName }) => [name, columnName]),
      [
        ["uid", "uid"],
        ["bookTitle", "book_title"],
        ["sortOrder", "order"],
        ["a", "A b"],
        ["rowVersion", "row_version"],
        ["createdAt", "made"],
        ["changed", "changed"],
        ["creatorUid", "creator_uid"],
        ["lastUpdaterUid", "last_updater_uid"]
      ]
    )
    assert.deepStrictEqual(Odd.uniques, [{ constraint: 'a "b".c_A b_key', fields: ["a"] }])
  })

  it("accepts what is unusual, but makes sense", () => {
    const Node = Schema.Struct({
      children: Schema.Array(Schema.suspend((): Schema.Codec<unknown> => Schema.Struct({ a: Schema.Int })))
    })
    const make = () =>
      Resource.make("r-1", {
        table: "legacy.r_1",
        uid: "text",
        audit: {
          uid: "code",
          version: false,
          created_at: false,
          last_updated_at: "touched",
          creator_uid: false,
          last_updater_uid: false
        },
        fields: {
          a: Field.jsonb(Node),
          b: Field.literals(["x"], "legacy.state"),
          c: Field.numeric(1000, 1000),
          version: Field.integer
        },
        uniques: { both: ["b", "version"] },
        relations: { order: Relation.many("orders", "r_code") }
      })
    assert.doesNotThrow(make)
    assert.deepStrictEqual([...make().columns.keys()], ["code", "a", "b", "c", "version", "touched"])
  })
})

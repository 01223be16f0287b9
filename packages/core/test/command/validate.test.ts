import { assert, describe, it } from "@effect/vitest"
import {
  type Cell,
  type Column,
  comparedColumns,
  ExactNumber,
  Field,
  immutableColumns,
  newValues,
  Resource,
  validate
} from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Books } from "../books.ts"

const nameOf = ({ name }: Column) => name
const client = { extent: "whole", by: "client", strict: false } as const
const part = { ...client, extent: "part" } as const
const book = {
  title: "Middlemarch",
  isbn: "9780141439549",
  author_uid: "0192abcd-0000-7000-8000-00000000000f"
}
const Notes = Resource.make("notes", {
  fields: {
    doc: Field.optional(
      Field.jsonb(Schema.Struct({ n: Schema.Number, s: Schema.optionalKey(Schema.NonEmptyString) }))
    ),
    any: Field.optional(Field.jsonb()),
    hidden: Field.optional(Field.writeOnly(Field.jsonb(Schema.Struct({ n: Schema.Int })))),
    words: Field.withDefault(Field.array("text"), []),
    price: Field.withDefault(Field.numeric(6, 2), "5"),
    seen: Field.databaseDefault(Field.boolean, false)
  }
})

type Rules = Parameters<typeof validate>[2]
const valuesOf = (resource: Resource.Resource, body: object, rules: Rules = part) =>
  Result.getOrThrow(validate(resource, { ...body }, rules))
const faultsOf = (resource: Resource.Resource, body: object, rules: Rules = part) => {
  const checked = validate(resource, { ...body }, rules)
  return Result.isFailure(checked)
    ? checked.failure.faults.map(({ path, code, detail }) => `/${path.join("/")} ${code}: ${detail}`)
    : []
}

describe("validate", () => {
  it("makes cells, and fills in defaults of a whole record but the database's", () => {
    assert.deepStrictEqual(valuesOf(Books, { ...book, price: 5 }, client), {
      ...book,
      price: "5.00",
      pages: null,
      genres: [],
      details: null,
      secret: null
    })
    assert.deepStrictEqual(valuesOf(Notes, {}, client), {
      doc: null,
      any: null,
      hidden: null,
      words: [],
      price: "5.00"
    })
  })

  it("refuses to set a hidden write-once field again, by whomever and to whatever", () => {
    const Safes = Resource.make("safes", {
      fields: { name: Field.text, code: Field.writeOnce(Field.writeOnly(Field.text)) }
    })
    for (const by of ["client", "server"] as const) {
      for (const code of ["1234", null, 5]) {
        assert.deepStrictEqual(faultsOf(Safes, { code }, { ...part, by }), [
          "/code immutable: stays as it was created"
        ])
      }
      assert.deepStrictEqual(valuesOf(Safes, { name: "x", code: "1234" }, { ...client, by }), {
        name: "x",
        code: "1234"
      })
    }
  })

  it("leaves what an update does not name", () => {
    assert.deepStrictEqual(valuesOf(Books, { title: "x" }), { title: "x" })
    assert.deepStrictEqual(valuesOf(Books, {}), {})
  })

  it("lists every fault of a body at once, each with its place", () => {
    const body = {
      title: "x".repeat(201),
      isbn: "1",
      price: 1.005,
      pages: -1,
      genres: ["a", 1, true],
      details: { a: ["\u0000"] },
      colour: "red"
    }
    assert.deepStrictEqual(faultsOf(Books, body, client), [
      "/title check: Expected a value with a length of at most 200",
      "/isbn check: Expected a string matching the RegExp ^97[89][0-9]{10}$",
      "/price type: must have at most 2 digits after the point",
      "/pages check: Expected a value greater than 0",
      "/genres/1 type: must be a string",
      "/genres/2 type: must be a string",
      "/details/a/0 type: must not contain the character U+0000",
      "/colour unknown: is no field of this resource",
      "/author_uid required: is required"
    ])
  })

  it("never echoes a value that it refuses", () => {
    assert.notInclude(
      faultsOf(Books, { isbn: "hunter2", secret: ["hunter2"], title: "hunter2".repeat(100) }).join(),
      "hunter2"
    )
  })

  it("wants a null only where one may be", () => {
    assert.deepStrictEqual(faultsOf(Books, { title: null, genres: null }), [
      "/title required: must not be null",
      "/genres required: must not be null"
    ])
    assert.deepStrictEqual(valuesOf(Books, { price: null }), { price: null })
  })

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", ""])(
    "knows no field named %j",
    (name) => {
      const body: unknown = JSON.parse(`{${JSON.stringify(name)}: {"title": "x"}}`)
      const checked = validate(Books, isBody(body) ? body : {}, part)
      assert.deepStrictEqual(Result.isFailure(checked) ? checked.failure.faults : [], [
        { path: [name], code: "unknown", detail: "is no field of this resource" }
      ])
      assert.isUndefined(Reflect.get({}, "title"))
    }
  )

  it("lets a client send back what only the server writes, and ignores it", () => {
    const forged = {
      title: "x",
      uid: "me",
      version: 99,
      creator_uid: "me",
      created_at: "then",
      copies_available: 1000
    }
    assert.deepStrictEqual(valuesOf(Books, forged), { title: "x" })
  })

  it("refuses it where the client asks for strictness, but never a hook", () => {
    assert.deepStrictEqual(
      faultsOf(Books, { version: 99, copies_available: 1000 }, { ...part, strict: true }),
      [
        "/version read-only: is written by the server only",
        "/copies_available read-only: is written by the server only"
      ]
    )
    assert.deepStrictEqual(
      valuesOf(Books, { version: 99n, copies_available: 7 }, { ...part, by: "server", strict: true }),
      {
        copies_available: 7
      }
    )
  })

  it("checks the shape of JSON: excess, missing and wrong members, each with its place", () => {
    assert.deepStrictEqual(faultsOf(Notes, { doc: { n: "1", s: "", z: 1 } }), [
      "/doc/z check: Expected no excess property",
      "/doc/n check: Expected number",
      "/doc/s check: Expected a value with a length of at least 1"
    ])
    assert.deepStrictEqual(faultsOf(Notes, { doc: {} }), ["/doc/n check: Missing key"])
  })

  it("keeps every digit of a number in JSON, however its shape is told", () => {
    const long = new ExactNumber("12345678901234567890.5")
    const huge = new ExactNumber("1e399")
    assert.deepStrictEqual(valuesOf(Notes, { doc: { n: long }, any: [long, huge] }), {
      doc: { n: long },
      any: [long, huge]
    })
    assert.deepStrictEqual(
      faultsOf(Notes, { hidden: { n: new ExactNumber("1.00000000000000000001"), m: long } }),
      ["/hidden/m check: Expected no excess property"]
    )
  })

  it("lets a merge patch hold a part of an object, but of a hidden one the whole", () => {
    const patch = { doc: { s: null }, any: { a: null }, hidden: {} }
    assert.deepStrictEqual(faultsOf(Notes, patch, { ...part, merge: true }), ["/hidden/n check: Missing key"])
    assert.deepStrictEqual(faultsOf(Notes, { doc: [1] }, { ...part, merge: true }).length, 1)
    assert.deepStrictEqual(faultsOf(Notes, { doc: { s: "\u0000" } }, { ...part, merge: true }), [
      "/doc/s type: must not contain the character U+0000"
    ])
  })

  it("lists a hundred faults, and no more", () => {
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, 1]))
    assert.lengthOf(faultsOf(Books, body, client), 100)
    assert.lengthOf(
      faultsOf(Notes, { any: Array.from({ length: 99 }, () => "\ud800"), words: [1, 2, 3] }),
      100
    )
  })

  it.prop("never throws, whatever the JSON", { json: Schema.Json, name: Schema.String }, ({ json, name }) => {
    const bodies = [
      isBody(json) ? json : {},
      { [name]: json },
      Object.fromEntries([...Books.columns.keys()].map((field) => [field, json]))
    ]
    for (const body of bodies) {
      for (const rules of [client, part, { ...part, strict: true, merge: true }]) {
        const once = validate(Books, body, rules)
        if (Result.isSuccess(once))
          assert.deepStrictEqual(validate(Books, once.success, { ...rules, by: "server" }), once)
      }
    }
  })
})

describe("newValues", () => {
  it("fills in what a command leaves out, server-written fields too", () => {
    assert.deepStrictEqual(newValues(Books, book), {
      ...book,
      price: null,
      pages: null,
      genres: [],
      details: null,
      secret: null,
      copies_available: 0
    })
    assert.strictEqual(newValues(Notes, {})["seen"], false)
  })

  it("keeps a null that was given", () => {
    const WithDefault = Resource.make("r", {
      fields: { a: Field.withDefault(Field.optional(Field.text), "x") }
    })
    assert.deepStrictEqual(
      [newValues(WithDefault, { a: null }), newValues(WithDefault, {})],
      [{ a: null }, { a: "x" }]
    )
  })
})

it("immutableColumns are those that stay as created, comparedColumns those of them that are shown", () => {
  assert.deepStrictEqual(immutableColumns(Books, { title: "x", isbn: "y" }).map(nameOf), ["isbn"])
  const Safes = Resource.make("safes", {
    fields: { made: Field.writeOnce(Field.date), code: Field.writeOnce(Field.writeOnly(Field.text)) }
  })
  const values = { made: "2026-11-25", code: "1234" }
  assert.deepStrictEqual(immutableColumns(Safes, values).map(nameOf), ["made", "code"])
  assert.deepStrictEqual(comparedColumns(Safes, values).map(nameOf), ["made"])
})

function isBody(json: unknown): json is Readonly<Record<string, Cell>> {
  return typeof json === "object" && json !== null && !Array.isArray(json)
}

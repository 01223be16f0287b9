import { Access, Command, Field, Predicate, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { shapeOf } from "../../src/statements/shape.ts"
import { ann, bob, create, get, history, list, remove, replace, update, where } from "../commands.ts"
import { Books, column, Notes } from "../shelf.ts"

const [one, other] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]
const hidden = "what a client keeps to itself"

describe("a shape", () => {
  test("has no value of the command", () => {
    const values = { title: hidden, tags: [hidden], details: { [hidden]: hidden } }
    const filter: Predicate.Predicate = {
      _tag: "And",
      predicates: [
        where("title", "eq", hidden),
        {
          _tag: "Not",
          predicate: { _tag: "Like", column: column("title"), pattern: hidden, insensitive: false }
        },
        { _tag: "Quantified", quantifier: "any", column: column("title"), operator: "eq", values: [hidden] }
      ]
    }
    for (const command of [
      create(Books, values, hidden),
      get(Books, hidden),
      list(Books, { filter, limit: 777, offset: 777 }),
      replace(Books, hidden, values),
      update(Notes, hidden, { text: hidden }, { match: [hidden], at: hidden }),
      remove(Books, hidden),
      history(Books, hidden)
    ]) {
      const { key, command: empty, stamp } = shapeOf(command)
      const { resource: _resource, ...rest } = empty
      const told = `${key} ${JSON.stringify([rest, stamp])}`
      for (const value of [hidden, "777", ann.subject ?? ""]) assert.notInclude(told, value)
    }
  })

  test("is the same whoever asks, whatever the values", () => {
    assert.deepStrictEqual(shapeOf(get(Notes, one, ann)), shapeOf(get(Notes, other, bob)))
    assert.deepStrictEqual(
      shapeOf(update(Notes, one, { text: "a" }, { match: ["1", "2"] })),
      shapeOf(update(Notes, other, { text: "b" }, { match: ["3"], caller: bob }))
    )
    assert.deepStrictEqual(shapeOf(list(Books, { limit: 1 })), shapeOf(list(Books, { limit: 2, offset: 9 })))
  })

  test("goes by every field of a body, whatever it is called", () => {
    const text = Field.optional(Field.text)
    const Plans = Resource.make("plans", {
      fields: { title: text, column: text, projection: text, page: text },
      access: { create: Access.everyone, update: Access.everyone }
    })
    const bodies = ["title", "column", "projection", "page"].map((name) => ({ title: "a", [name]: "a" }))
    const keys = [
      ...bodies.map((body) => shapeOf(update(Plans, one, body)).key),
      ...bodies.map((body) => shapeOf(create(Plans, body, one)).key)
    ]
    assert.strictEqual(new Set(keys).size, keys.length)
  })

  test("keeps what a statement's text goes by: constants, truths, operators, any tag and none", () => {
    const conditions: ReadonlyArray<Command.Condition> = [
      Command.unconditional,
      { match: "*", noneMatch: null },
      { match: null, noneMatch: "*" },
      { match: ["1"], noneMatch: null },
      { match: null, noneMatch: ["1"] }
    ]
    const filters: ReadonlyArray<Predicate.Predicate> = [
      Predicate.always,
      Predicate.never,
      { _tag: "Constant", value: null },
      { _tag: "Is", column: column("isbn"), value: null },
      { _tag: "Is", column: column("isbn"), value: true },
      where("isbn", "eq", "1"),
      where("title", "eq", "1"),
      where("title", "neq", "1"),
      { _tag: "Like", column: column("title"), pattern: "", insensitive: true },
      { _tag: "Like", column: column("title"), pattern: "", insensitive: false },
      { _tag: "Quantified", quantifier: "any", column: column("title"), operator: "eq", values: [] },
      { _tag: "Quantified", quantifier: "all", column: column("title"), operator: "eq", values: [] },
      { _tag: "And", predicates: [where("title", "eq", "1")] },
      { _tag: "Or", predicates: [where("title", "eq", "1")] },
      { _tag: "Not", predicate: where("title", "eq", "1") }
    ]
    const keys = [
      ...filters.map((filter) => shapeOf(list(Books, { filter })).key),
      ...conditions.map((condition) => {
        const { command, stamp } = remove(Books, one)
        assert.strictEqual(command._tag, "Delete")
        const asked = { ...remove(Books, one), command: { ...command, condition }, stamp }
        return shapeOf(asked).key
      }),
      ...[{ title: "a" }, { isbn: "a" }, { title: "a", isbn: "a" }].map(
        (values) => shapeOf(update(Books, one, values)).key
      )
    ]
    assert.strictEqual(new Set(keys).size, keys.length)
  })
})

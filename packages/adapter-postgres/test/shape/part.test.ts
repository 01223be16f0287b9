import {
  Access,
  type AuditedCommand,
  Command,
  Field,
  Predicate,
  type Reference,
  Resource
} from "@pgcrest/core"
import { it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { assert, beforeAll, describe, test } from "vitest"
import { part } from "../../src/shape/part.ts"
import { makeCompile } from "../../src/compiling/compile.ts"
import { load } from "../../src/compiling/seldom.ts"
import {
  ann,
  bob,
  create,
  get,
  history,
  instant,
  list,
  lock,
  remove,
  replace,
  update,
  where
} from "../commands.ts"
import { Books, column, Notes } from "../shelf.ts"
import { commands } from "./generated.ts"
import { makeFill, smallPredicates, twins, Words } from "./words.ts"

const [one, other] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]
const hidden = "what a client keeps to itself"

/** Parts with numbers of the test's own. */
const makeParted = () => {
  const met: Array<Resource.Resource> = []
  return (command: AuditedCommand) =>
    part(command, (resource) => {
      if (!met.includes(resource)) met.push(resource)
      return met.indexOf(resource)
    })
}
const parted = makeParted()

/** Every text and number that can be reached from here, names included. */
const reached = (from: unknown, met = new Set<unknown>()): ReadonlySet<unknown> => {
  if (met.has(from)) return met
  met.add(from)
  if (from instanceof Map) for (const entry of from) reached(entry, met)
  if (typeof from === "object" && from !== null) {
    for (const key of Reflect.ownKeys(from)) {
      met.add(key)
      reached(Reflect.get(from, key), met)
    }
  }
  return met
}

describe("a command's shape", () => {
  test("has no value of the command, and neither has its key", () => {
    const values = { title: hidden, tags: [hidden], details: { [hidden]: hidden }, sequel_uid: hidden }
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
    const references: ReadonlyArray<Reference> = [
      { column: column("sequel_uid"), target: Books, see: where("title", "eq", hidden) }
    ]
    for (const command of [
      create(Books, values, hidden, ann, references),
      get(Books, hidden),
      lock(Books, hidden, { condition: { match: [hidden], noneMatch: [hidden], unmodifiedSince: hidden } }),
      list(Books, { filter, limit: 777, offset: 777 }),
      replace(Books, hidden, values, { at: hidden, references }),
      update(Notes, hidden, { text: hidden }, { match: [hidden], at: hidden }),
      update(Books, hidden, values, { references }),
      remove(Books, hidden),
      history(Books, hidden, { limit: 777 })
    ]) {
      const { key, shape, values: held } = parted(command)
      const texts = [...reached(shape)].filter((met) => typeof met === "string" || typeof met === "number")
      for (const value of [hidden, "777", ann.actor, ann.requestId, instant])
        for (const text of [key, ...texts]) assert.notInclude(String(text), value)
      assert.include(JSON.stringify(held), command.command._tag === "List" ? "777" : hidden)
    }
  })

  test("is the same whoever asks, whatever the values", () => {
    const alike = [
      [get(Notes, one, ann), get(Notes, other, bob)],
      [
        update(Notes, one, { text: "a" }, { match: ["1", "2"] }),
        update(Notes, other, { text: "b" }, { match: ["3"], caller: bob })
      ],
      [list(Books, { limit: 1 }), list(Books, { limit: 2, offset: 9 })]
    ] as const
    for (const [left, right] of alike) {
      const [a, b] = [parted(left), parted(right)]
      assert.deepStrictEqual([a.shape, a.key], [b.shape, b.key])
    }
  })

  test("goes by every field of a body, whatever it is called", () => {
    const text = Field.optional(Field.text)
    const Plans = Resource.make("plans", {
      fields: { title: text, column: text, projection: text, page: text },
      access: { create: Access.everyone, update: Access.everyone }
    })
    const bodies = ["title", "column", "projection", "page"].map((name) => ({ title: "a", [name]: "a" }))
    const keys = [
      ...bodies.map((body) => parted(update(Plans, one, body)).key),
      ...bodies.map((body) => parted(create(Plans, body, one)).key)
    ]
    assert.strictEqual(new Set(keys).size, keys.length)
  })

  test("keeps what a statement's text goes by: constants, truths, operators, any tag and none", () => {
    const conditions: ReadonlyArray<Command.Condition> = [
      Command.unconditional,
      { match: "*", noneMatch: null, unmodifiedSince: null },
      { match: null, noneMatch: "*", unmodifiedSince: null },
      { match: ["1"], noneMatch: null, unmodifiedSince: null },
      { match: null, noneMatch: ["1"], unmodifiedSince: null },
      { match: null, noneMatch: null, unmodifiedSince: "2026-11-25T08:30:00Z" }
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
      ...filters.map((filter) => parted(list(Books, { filter })).key),
      ...conditions.map((condition) => {
        const { command, ...rest } = remove(Books, one)
        return parted({ ...remove(Books, one), ...rest, command: { ...command, condition } }).key
      }),
      ...conditions.flatMap((condition) =>
        (["get", "update"] as const).map((act) => parted(lock(Books, one, { act, condition })).key)
      ),
      ...[{ title: "a" }, { isbn: "a" }, { title: "a", isbn: "a" }].map(
        (values) => parted(update(Books, one, values)).key
      )
    ]
    assert.strictEqual(new Set(keys).size, keys.length)
  })

  test("is one for each resource, also where two have one name, and where a reference leads to one of them", () => {
    const to = (target: Resource.Resource, see: Predicate.Predicate = Predicate.never) => [
      { column: column("sequel_uid"), target, see }
    ]
    const targets = [...twins, Books].map((target) => to(target))
    const keys = [
      ...twins.flatMap((twin) => [list(twin), get(twin, one), create(twin, {}, one), remove(twin, one)]),
      ...[...targets, [], to(Books, { _tag: "Constant", value: null })].flatMap((references) => [
        create(Books, { title: "a" }, one, ann, references),
        replace(Books, one, { title: "a" }, { references }),
        update(Books, one, { sequel_uid: other }, { references })
      ])
    ].map((command) => parted(command).key)
    assert.strictEqual(new Set(keys).size, keys.length)
  })

  test("goes by no reference that an update does not name", () => {
    const references = [{ column: column("sequel_uid"), target: Books, see: Predicate.never }]
    const [without, named] = [
      update(Books, one, { title: "a" }),
      update(Books, one, { title: "a" }, { references })
    ]
    assert.deepStrictEqual(parted(named), parted(without))
  })
})

describe("of generated commands whose fields are called like words of the key", () => {
  const batch = Arbitrary.array(commands, { minLength: 30, maxLength: 30 })

  it.prop(
    "two have one key where they differ in values alone, and then one shape",
    { batch },
    ({ batch: met }) => {
      const fill = makeFill()
      for (const { filled } of met) {
        const [left, right] = [parted(filled(fill)), parted(filled(fill))]
        assert.deepStrictEqual([left.shape, left.key], [right.shape, right.key])
        assert.notDeepEqual(left.values, right.values)
      }
    }
  )

  const [keys, outlines] = [new Map<string, string>(), new Map<string, string>()]

  it.prop(
    "no two have one key that differ otherwise",
    { batch },
    ({ batch: met }) => {
      const fill = makeFill()
      for (const { filled, outline } of met) {
        const { key } = parted(filled(fill))
        assert.strictEqual(outlines.get(key) ?? outline, outline)
        assert.strictEqual(keys.get(outline) ?? key, key)
        outlines.set(key, outline)
        keys.set(outline, key)
      }
    },
    { arbitrary: { runs: 300 } }
  )

  test("no two predicates of few words have one key", () => {
    const all = smallPredicates()
    const asked = list(Words)
    const told = all.map((filter) => {
      const query = { ...asked.command.query, filter }
      return parted({ ...asked, command: { ...asked.command, query } }).key
    })
    assert.isAbove(all.length, 10_000)
    assert.strictEqual(new Set(told).size, all.length)
  })

  const experienced = makeCompile({ named: true })
  beforeAll(() => Effect.runPromise(load))

  it.prop(
    "each has the statement that it would have if no other had been met",
    { batch },
    ({ batch: met }) => {
      const fill = makeFill()
      for (const { filled } of met) {
        // Every value is another, so that equal values came through equal holes.
        const command = filled(fill)
        for (const form of ["usual", "careful"] as const) {
          const [kept, fresh] = [experienced(command, form), makeCompile({ named: true })(command, form)]
          assert.deepStrictEqual([kept.name, kept.text, kept.values], [fresh.name, fresh.text, fresh.values])
        }
      }
    }
  )
})

// @effect-diagnostics asyncFunction:off
import {
  type Query,
  Access,
  type AuditedCommand,
  Command,
  Predicate,
  Projection,
  type Reference,
  Resource
} from "@pgcrest/core"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { makeCompile } from "../../src/compiling/compile.ts"
import {
  ann,
  bob,
  create,
  createMany,
  get,
  history,
  list,
  lock,
  remove,
  replace,
  update,
  upsert,
  where
} from "../commands.ts"
import { Books, column, Notes } from "../shelf.ts"

const [one, other] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]

setFlagsFromString("--expose-gc")
const collectGarbage: () => void = runInNewContext("gc")

const orders = (["title", "isbn", "price", "copies", "version"] as const).map((field): Query.Order => ({
  column: column(field),
  of: null,
  direction: "asc",
  nulls: "last"
}))

/** A sequel must be of the notes that its caller made. */
const referring = (creator: string): ReadonlyArray<Reference> => [
  { column: column("sequel_uid"), target: Notes, see: where("creator_uid", "eq", creator, Notes) }
]

/** All that a command is made of, but for the resources and columns that it is about. */
const objectsOf = (from: unknown, met = new Set<object>()): ReadonlySet<object> => {
  if (typeof from !== "object" || from === null || met.has(from)) return met
  if ("table" in from || "cell" in from) return met
  met.add(from)
  for (const part of Object.values(from)) objectsOf(part, met)
  return met
}

describe("a compiled statement", () => {
  test("is the same for any number of rows, and another where they name other fields", () => {
    const compile = makeCompile({ named: true })
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ title: `${at}`, isbn: `${at}` }))
    const made = (count: number) => compile(createMany(Books, rows(count))).text
    const merged = (...more: ReadonlyArray<object>) =>
      compile(
        upsert(Books, ["isbn"], [...rows(2), ...more.map((one) => ({ title: "x", isbn: "x", ...one }))])
      ).text
    assert.strictEqual(made(1), made(500))
    assert.strictEqual(merged(), merged({}, {}))
    assert.notStrictEqual(merged(), merged({ copies: 1 }))
    assert.strictEqual(merged({ copies: 1 }), merged({ copies: 2 }, {}, { copies: 3 }))
    assert.notStrictEqual(made(2), merged())
  })

  test("is the same for commands of one shape, whatever their values", () => {
    const compile = makeCompile({ named: true })
    const pairs = [
      [
        create(Books, { title: "Emma", copies: 1 }, one),
        create(Books, { title: "x'; --", copies: 2 }, other, bob)
      ],
      [get(Books, one), get(Books, other)],
      [
        lock(Notes, one, { condition: { match: ["1"], noneMatch: null, unmodifiedSince: null } }),
        lock(Notes, other, {
          condition: { match: ["2", "3"], noneMatch: null, unmodifiedSince: null },
          caller: bob
        })
      ],
      [
        create(Books, { title: "a", sequel_uid: one }, one, ann, referring("ann")),
        create(Books, { title: "b", sequel_uid: other }, other, bob, referring("bob"))
      ],
      [
        update(Notes, one, { text: "a" }, { match: ["1"] }),
        update(Notes, other, { text: "b" }, { match: ["2", "3"], caller: bob })
      ],
      [replace(Books, one, { title: "a" }), replace(Books, other, { title: "b" })],
      [remove(Books, one), remove(Books, other, { caller: bob })],
      [history(Books, one), history(Books, other)],
      [
        list(Books, { filter: where("title", "eq", "a"), limit: 1 }),
        list(Books, { filter: where("title", "eq", "b"), offset: 7 })
      ]
    ] as const
    const names = pairs.map(([left, right]) => {
      const [a, b] = [compile(left), compile(right)]
      assert.deepStrictEqual([a.name, a.text], [b.name, b.text])
      assert.notDeepEqual(a.values, b.values)
      return a.name
    })
    assert.strictEqual(new Set(names).size, pairs.length)
  })

  test("is the same whatever the order of a body's keys, and of a choice of fields", () => {
    const compile = makeCompile({ named: true })
    const shown = Projection.whole(Books).items.map(({ as }) => as)
    const same = [
      [update(Books, one, { title: "a", copies: 1 }), update(Books, one, { copies: 1, title: "a" })],
      [create(Books, { title: "a", isbn: null }, one), create(Books, { isbn: null, title: "a" }, one)],
      [replace(Books, one, { title: "a", copies: 1 }), replace(Books, one, { copies: 1, title: "a" })],
      [
        list(Books, { select: ["title", "uid", "copies"] }),
        list(Books, { select: ["copies", "title", "uid"] })
      ],
      [list(Books), list(Books, { select: shown.toReversed() })]
    ] as const
    for (const pair of same) {
      const [left, right] = pair.map((command) => compile(command))
      assert.deepStrictEqual(
        [left?.name, left?.text, left?.values],
        [right?.name, right?.text, right?.values]
      )
    }
  })

  test("answers with the chosen fields in the order in which they were asked for", () => {
    const { text, read } = makeCompile({ named: true })(list(Books, { select: ["copies", "title"] }))
    assert.include(text, 'select record."title", record."copies", record."uid"')
    const answer = Result.getOrThrow(read([["Emma", "3", one, "7"]]))
    assert.strictEqual(answer.json(), '{"copies":3,"title":"Emma"}')
    assert.deepStrictEqual(answer.keys(), [{ uid: one, version: "7" }])
    assert.deepStrictEqual(answer.values(), [{ title: "Emma", copies: 3 }])
  })

  test("differs where the shape does", () => {
    const compile = makeCompile({ named: true })
    const shapes = [
      list(Books),
      list(Notes),
      list(Books, { count: "exact" }),
      list(Books, { select: ["title"] }),
      list(Books, { filter: where("title", "eq", "a") }),
      list(Books, { filter: where("title", "lt", "a") }),
      list(Books, { filter: { _tag: "Not", predicate: where("title", "eq", "a") } }),
      list(Books, {
        filter: { _tag: "And", predicates: [where("title", "eq", "a"), where("copies", "eq", 1)] }
      }),
      list(Books, {
        filter: { _tag: "Or", predicates: [where("title", "eq", "a"), where("copies", "eq", 1)] }
      }),
      list(Books, { order: [{ column: column("title"), of: null, direction: "asc", nulls: "last" }] }),
      list(Books, { order: [{ column: column("title"), of: null, direction: "desc", nulls: "last" }] }),
      list(Books, { order: [{ column: column("title"), of: null, direction: "asc", nulls: "first" }] }),
      update(Books, one, { title: "a" }),
      update(Books, one, { copies: 1 }),
      update(Books, one, { title: "a" }, { match: ["1"] }),
      update(Books, one, { sequel_uid: other }),
      update(Books, one, { sequel_uid: other }, { references: referring("ann") }),
      lock(Books, one),
      lock(Books, one, { condition: { match: null, noneMatch: "*", unmodifiedSince: null } }),
      replace(Books, one, { title: "a" }),
      replace(Books, one, { title: "a" }, { references: referring("ann") })
    ]
    const compiled = shapes.map((shape) => compile(shape))
    assert.strictEqual(new Set(compiled.map(({ text }) => text)).size, shapes.length)
    assert.strictEqual(new Set(compiled.map(({ name }) => name)).size, shapes.length)
  })

  test("is one for each of two resources of one name, which may be referred to as well", () => {
    const compile = makeCompile({ named: true })
    const twins = ["shelf.castor", "shelf.pollux"].map((table) =>
      Resource.make("twins", { table, fields: {}, access: { list: Access.everyone, get: Access.everyone } })
    )
    for (const asked of [
      (twin: Resource.Resource) => list(twin),
      (twin: Resource.Resource) => get(twin, one),
      (target: Resource.Resource) =>
        update(
          Books,
          one,
          { sequel_uid: other },
          {
            references: [{ column: column("sequel_uid"), target, see: Predicate.never }]
          }
        )
    ]) {
      const [castor, pollux] = twins.map((twin) => compile(asked(twin)))
      assert.include(castor?.text, '"shelf"."castor"')
      assert.include(pollux?.text, '"shelf"."pollux"')
      assert.notStrictEqual(castor?.name, pollux?.name)
    }
  })

  test("has one name wherever it is compiled, which its text alone decides and PostgreSQL does not cut off", () => {
    const [here, there] = [makeCompile({ named: true }), makeCompile({ named: true })]
    there(list(Books))
    const { name } = here(get(Books, one))
    assert.strictEqual(there(get(Books, one)).name, name)
    assert.match(name ?? "", /^pgcrest_[\w-]{43}$/u)
    assert.notStrictEqual(here(get(Notes, one)).name, name)
  })

  test("keeps nothing of the command that it was first compiled for", async () => {
    const compile = makeCompile({ named: true })
    // Made and left in a function of their own, so that nothing here holds them.
    const compiled = () => {
      const values = { title: "Emma", details: { long: "y" }, sequel_uid: other }
      const filter: Predicate.Predicate = {
        _tag: "Or",
        predicates: [
          where("title", "eq", "a"),
          { _tag: "Not", predicate: { _tag: "Is", column: column("isbn"), value: null } },
          { _tag: "Constant", value: null }
        ]
      }
      const asked = (): Predicate.Predicate => where("title", "neq", "b")
      const order = [{ column: column("title"), of: null, direction: "asc", nulls: "last" }] as const
      const references = referring("ann")
      const condition = { match: ["1"], noneMatch: ["2"], unmodifiedSince: null }
      const commands: ReadonlyArray<AuditedCommand> = [
        create(Books, { ...values }, one, ann, references),
        replace(Books, one, { ...values }, { references }),
        update(Books, one, { ...values }, { match: ["1"], references, select: ["title"] }),
        remove(Books, one, { select: ["title"] }),
        get(Books, one),
        get(Notes, one),
        lock(Notes, one, { condition }),
        history(Books, one),
        history(Books, one, {
          select: ["version", "diff"],
          which: { change: asked(), was: { ...filter }, changed: [column("title")], held: asked() }
        }),
        list(Books, { filter, order, select: ["title"] })
      ]
      return commands.flatMap((command) => {
        for (const form of ["usual", "careful"] as const) compile(command, form)
        return [...objectsOf(command)].map((part) => new WeakRef(part))
      })
    }
    const references = compiled()
    // What every command of the resource shares, whoever makes it.
    const shared = [
      Command.unconditional,
      Command.everyChange,
      Predicate.always,
      Projection.whole(Books),
      Projection.whole(Notes)
    ]
    const ours = new Set(shared.flatMap((one) => [...objectsOf(one)]))
    const left = () =>
      references.flatMap((reference) => reference.deref() ?? []).filter((part) => !ours.has(part))
    // A weak reference holds its object until the turn is over, and a compiler that runs beside for some turns more.
    for (let turn = 0; turn < 50 && (turn === 0 || left().length > 0); turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      collectGarbage()
    }
    assert.deepStrictEqual(left(), [])
    assert.isAbove(references.length, 100)
  })

  test("has no name where it is told so", () => {
    assert.isNull(makeCompile({ named: false })(get(Books, one)).name)
  })

  test("has a name however many shapes came before, and after them", () => {
    const compile = makeCompile({ named: true })
    const columns = ["title", "isbn", "price", "copies"]
    const filters = Array.from({ length: 2000 }, (_, at): Predicate.Predicate => ({
      _tag: "And",
      predicates: columns.map((field, bit) => ({
        _tag: "Or",
        predicates: Array.from({ length: ((at >> (3 * bit)) & 7) + 1 }, () => where(field, "eq", "1"))
      }))
    }))
    const names = filters.map((filter) => compile(list(Books, { filter })).name)
    assert.strictEqual(new Set(names).size, filters.length)
    assert.notInclude(names, null)
    assert.deepStrictEqual(
      filters.map((filter) => compile(list(Books, { filter })).name),
      names
    )
  })

  test("is a command's own among thousands of mixed shapes, forgotten meanwhile or not", () => {
    const compile = makeCompile({ named: true })
    const commandOf = (at: number) => {
      const shape = at % 960
      const filter: Predicate.Predicate = {
        _tag: "Or",
        predicates: Array.from({ length: (shape % 30) + 1 }, () => where("title", "eq", `title ${at}`))
      }
      const order = orders.filter((_, bit) => ((Math.floor(shape / 30) >> bit) & 1) === 1)
      return at % 3 === 0 ? get(Books, one) : list(Books, { filter, order, offset: at })
    }
    const alone = (at: number) => makeCompile({ named: true })(commandOf(at))
    for (let at = 0; at < 2400; at++) {
      const { text, values } = compile(commandOf(at))
      if (at % 50 > 1) continue
      assert.deepStrictEqual([text, values], [alone(at).text, alone(at).values])
    }
  })

  test("has no name where its text is long enough to take the place of many, and works all the same", () => {
    const predicates = Array.from({ length: 1300 }, () => where("title", "eq", "a"))
    const { name, text, values } = makeCompile({ named: true })(
      list(Books, { filter: { _tag: "Or", predicates } })
    )
    assert.isAbove(text.length, 32_768)
    assert.isNull(name)
    assert.lengthOf(values, 1302)
  })
})

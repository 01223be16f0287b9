/** Contract: every write shows of its records what a query would, related ones included. */
import { assert } from "@effect/vitest"
import { Command, type Predicate, type Projection, Resource, type Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import {
  create,
  createMany,
  get,
  patch,
  remove,
  removeMany,
  replace,
  update,
  updateMany,
  upsert
} from "../asking/ask.ts"
import { ann, bob, inGroups } from "../asking/by.ts"
import { type Cases, fresh, uidOf } from "../asking/cases.ts"
import { by, field, meant, relation } from "../asking/resolved.ts"
import { veil } from "../asking/veiled.ts"
import { Folders, Papers } from "../declared/resources.ts"

const rita = inGroups("rita", "readers")

const projected = (resource: Resource.Resource, ...query: Query): Effect.Effect<Projection.Projection> => {
  const [select, related = {}] = query
  return Effect.map(Effect.orDie(meant(resource, { select, related }, rita)), ({ projection }) => projection)
}
type Query = readonly [
  select: NonNullable<Parameters<typeof meant>[1]["select"]>,
  related?: NonNullable<Parameters<typeof meant>[1]["related"]>
]

/** What is told of one record; null where it is out of sight. */
const one = (rows: Rows.Written): unknown => (rows.visible ? JSON.parse(rows.json()) : null)
const all = (rows: Rows.WrittenMany): unknown => JSON.parse(`[${rows.json()}]`)
/** Two folders of ann's, and how a paper is shown beside the name of its own. */
const filed = Effect.gen(function* () {
  const batch = yield* fresh
  const a = uidOf(yield* create(Folders, { batch, name: "a" }))
  const b = uidOf(yield* create(Folders, { batch, name: "b", above_uid: a }))
  const select = yield* projected(Papers, ["text", relation("folder", ["name"])])
  return { batch, a, b, select }
})

export const shownCases = (it: Cases): void => {
  it.effect("shows chosen fields of what is made or written over, with a key that a condition can name", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const select = yield* projected(Folders, [field("name", { as: "called" })])
      const made = yield* create(Folders, { batch, name: "a" }, { select })
      assert.deepStrictEqual([one(made), made.created], [{ called: "a" }, true])
      const [key] = made.keys()
      const uid = key?.uid ?? ""
      const over = yield* replace(Folders, uid, { batch, name: "b" }, { select })
      assert.deepStrictEqual([one(over), over.created], [{ called: "b" }, false])
      const found = yield* get(Folders, uid)
      assert.deepStrictEqual(over.keys(), found.keys())
      const none = yield* replace(Folders, uid, { batch, name: "c" }, { select: [] })
      assert.deepStrictEqual([none.visible, (yield* get(Folders, uid)).values()[0]?.["name"]], [true, "c"])
    })
  )

  it.effect("shows what stands beside a record once it is written", () =>
    Effect.gen(function* () {
      const { a, b, batch, select } = yield* filed
      const made = yield* create(Papers, { batch, text: "1", folder_uid: a }, { select })
      assert.deepStrictEqual(one(made), { text: "1", folder: { name: "a" } })
      const [key] = made.keys()
      const uid = key?.uid ?? ""
      const moved = yield* update(Papers, uid, { folder_uid: b }, { select })
      assert.deepStrictEqual(one(moved), { text: "1", folder: { name: "b" } })
      const document = [{ op: "replace", path: "/folder_uid", value: a }]
      assert.deepStrictEqual(one(yield* patch(Papers, uid, document, { select })), {
        text: "1",
        folder: { name: "a" }
      })
      const over = yield* replace(Papers, uid, { batch, text: "2", folder_uid: b }, { select })
      assert.deepStrictEqual(one(over), { text: "2", folder: { name: "b" } })
      assert.isTrue(over.computed)
      assert.deepStrictEqual((yield* get(Papers, uid)).values()[0]?.["version"], 4n)
    })
  )

  it.effect("shows the records of the other side too, the one that was just written among them", () =>
    Effect.gen(function* () {
      const { a, b, batch } = yield* filed
      const select = yield* projected(Papers, ["text", relation("folder", [relation("papers", ["text"])])], {
        "folder.papers": { order: [by("text")] }
      })
      yield* create(Papers, { batch, text: "1", folder_uid: a })
      const made = yield* create(Papers, { batch, text: "2", folder_uid: a }, { select })
      assert.deepStrictEqual(one(made), { text: "2", folder: { papers: [{ text: "1" }, { text: "2" }] } })
      const [key] = made.keys()
      const moved = yield* update(Papers, key?.uid ?? "", { folder_uid: b }, { select })
      assert.deepStrictEqual(one(moved), { text: "2", folder: { papers: [{ text: "2" }] } })
    })
  )

  it.effect("shows what stood beside a record that is removed", () =>
    Effect.gen(function* () {
      const { a, batch } = yield* filed
      const select = yield* projected(Folders, ["name", relation("below", ["name"])])
      const loose = uidOf(yield* create(Folders, { batch, name: "loose", above_uid: a }))
      const removed = yield* remove(Folders, loose, {
        select: yield* projected(Folders, ["name", relation("above", ["name", relation("below", ["name"])])])
      })
      const below = [{ name: "b" }, { name: "loose" }]
      assert.sameDeepMembers(belowOf(one(removed)), below)
      const failed = yield* Effect.flip(remove(Folders, a, { select }))
      assert.strictEqual(failed._tag, "StillReferenced")
      assert.strictEqual(uidOf(yield* get(Folders, a)), a)
    })
  )

  it.effect("shows of many records what it shows of one, in their order", () =>
    Effect.gen(function* () {
      const { a, b, batch, select } = yield* filed
      const rows = [
        { batch, text: "2", folder_uid: b, code: `${batch}2` },
        { batch, text: "1", folder_uid: a, code: `${batch}1` },
        { batch, text: "0", folder_uid: null, code: `${batch}0` }
      ]
      const shown = [
        { text: "2", folder: { name: "b" } },
        { text: "1", folder: { name: "a" } },
        { text: "0", folder: null }
      ]
      assert.deepStrictEqual(all(yield* createMany(Papers, rows, { select })), shown)
      const merged = yield* upsert(
        Papers,
        ["code"],
        rows.map((row) => ({ ...row, folder_uid: a })),
        { select }
      )
      assert.deepStrictEqual(
        all(merged),
        shown.map(({ text }) => ({ text, folder: { name: "a" } }))
      )
      assert.deepStrictEqual(
        merged.met.map(({ created, visible }) => [created, visible]),
        rows.map(() => [false, true])
      )
    })
  )

  it.effect("shows what stands beside all that a filter finds, and stood beside all that it removes", () =>
    Effect.gen(function* () {
      const { a, b, batch, select } = yield* filed
      yield* createMany(Papers, [
        { batch, text: "1", folder_uid: a },
        { batch, text: "2", folder_uid: a }
      ])
      const found: Predicate.Predicate = {
        _tag: "Compare",
        column: Resource.columnOf(Papers, "batch"),
        operator: "eq",
        value: batch
      }
      const inB = ["1", "2"].map((text) => ({ text, folder: { name: "b" } }))
      const moved = yield* updateMany(Papers, found, { folder_uid: b }, { select })
      assert.sameDeepMembers([...arrayOf(all(moved))], inB)
      const removed = yield* removeMany(Papers, found, { select })
      assert.sameDeepMembers([...arrayOf(all(removed))], inB)
      assert.lengthOf(removed.met, 2)
      assert.deepStrictEqual(all(yield* removeMany(Papers, found, { select })), [])
    })
  )

  it.effect("shows nothing beside a record that its caller may not see, and nothing of one", () =>
    Effect.gen(function* () {
      const { a, batch } = yield* filed
      const uid = uidOf(yield* create(Papers, { batch, text: "1", folder_uid: a }))
      const ofBob = yield* Effect.map(
        meant(Papers, { select: ["text", relation("folder", ["name"])] }, bob),
        ({ projection }) => projection
      )
      assert.deepStrictEqual(one(yield* update(Papers, uid, { text: "2" }, { caller: bob, select: ofBob })), {
        text: "2",
        folder: null
      })
      const below = yield* projected(Folders, ["name", relation("papers", ["text"])])
      const given = yield* Effect.flip(update(Folders, a, { name: "x" }, { caller: bob, select: below }))
      assert.strictEqual(given._tag, "RecordNotFound")
      assert.strictEqual((yield* get(Folders, a)).values()[0]?.["name"], "a")
    })
  )

  it.effect("asks hooks about the record and about what stands beside it", () =>
    Effect.gen(function* () {
      const { a, batch, select } = yield* filed
      const hooked = veil()
      const made = yield* hooked.create(Papers, { batch, text: "1", folder_uid: a }, { select })
      assert.deepStrictEqual([one(made), hooked.calls], [{ text: "1", folder: { name: "A" } }, [1]])
      const names = yield* projected(Folders, ["name"])
      assert.deepStrictEqual(one(yield* hooked.create(Folders, { batch, name: "x" }, { select: names })), {
        name: "X"
      })
      const kept = yield* hooked.create(Folders, { batch, name: "kept" }, { select: names })
      assert.deepStrictEqual([kept.visible, kept.created], [false, true])
    })
  )

  it.effect("refuses what it would refuse without it, and then writes nothing", () =>
    Effect.gen(function* () {
      const { a, batch, select } = yield* filed
      const uid = uidOf(yield* create(Papers, { batch, text: "1", folder_uid: a }))
      const condition = { ...Command.unconditional, match: ["7"] }
      const stale = yield* Effect.flip(update(Papers, uid, { text: "2" }, { caller: ann, condition, select }))
      assert.strictEqual(stale._tag, "VersionMismatch")
      const taken = [
        { batch, text: "2", code: batch },
        { batch, text: "3", code: batch }
      ]
      assert.strictEqual((yield* Effect.flip(createMany(Papers, taken, { select })))._tag, "Conflict")
      assert.deepStrictEqual((yield* get(Papers, uid)).values()[0]?.["text"], "1")
    })
  )
}

function arrayOf(json: unknown): ReadonlyArray<unknown> {
  return Array.isArray(json) ? json : []
}

function belowOf(json: unknown): Array<unknown> {
  const above: unknown = Object.entries(json ?? {}).find(([name]) => name === "above")?.[1]
  const below: unknown = Object.entries(above ?? {}).find(([name]) => name === "below")?.[1]
  return [...arrayOf(below)]
}

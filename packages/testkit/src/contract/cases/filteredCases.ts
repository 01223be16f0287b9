/** Contract: all records that a filter finds are changed or deleted, or none. */
import { assert } from "@effect/vitest"
import { Predicate } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import {
  create,
  createMany,
  get,
  history,
  list,
  remove,
  removeMany,
  update,
  updateMany
} from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { bob, inGroups, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { folder, missing } from "../asking/referring.ts"
import { times, together, unbroken } from "../asking/together.ts"
import {
  Bookings,
  Counters,
  Diaries,
  Finds,
  Folders,
  Marks,
  Notes,
  Papers,
  Parts,
  Samples,
  Tickets
} from "../declared/resources.ts"

const parts = Effect.fnUntraced(function* (...rows: ReadonlyArray<object>) {
  const batch = yield* fresh
  yield* createMany(
    Parts,
    rows.map((row) => ({ batch, name: "x", ...row }))
  )
  return batch
})
const all = (batch: string) => eq("batch", batch, Parts)

export const filteredCases = (it: Cases): void => {
  it.effect("sets the named fields of all that a filter finds, in the order of their uids", () =>
    Effect.gen(function* () {
      const batch = yield* parts({ place: 1 }, { place: 2 }, { place: 3 })
      const filter = Predicate.and(all(batch), {
        _tag: "Compare",
        column: Parts.columns.get("place")!,
        operator: "gt",
        value: 1
      })
      const written = yield* updateMany(Parts, filter, { note: "new", place: 3 }, { caller: bob })
      assert.deepInclude({ ...written }, { _tag: "WrittenMany", count: 2, computed: false })
      assert.deepStrictEqual(column(written, "place"), [3, 3])
      assert.deepStrictEqual(column(written, "last_updater_uid"), ["bob", "bob"])
      assert.deepStrictEqual(
        written.met.map(({ version, created, visible }) => [version, created, visible]),
        [
          ["2", false, true],
          ["2", false, true]
        ]
      )
      const uids = written.keys().map(({ uid }) => uid)
      assert.deepStrictEqual(uids, uids.toSorted())
      for (const uid of uids) {
        const changes = yield* history(Parts, uid)
        assert.deepStrictEqual(column(changes, "operation"), ["update", "create"])
        assert.deepInclude(Object(one(changes)["after"]), { note: "new", place: 3 })
      }
      assert.strictEqual((yield* updateMany(Parts, eq("batch", yield* fresh, Parts), { note: "y" })).count, 0)
    })
  )

  it.effect("leaves no change of what would not change, and tells it all the same", () =>
    Effect.gen(function* () {
      const batch = yield* parts({ note: "a" }, { note: "b" })
      const written = yield* updateMany(Parts, all(batch), { note: "b" })
      assert.deepStrictEqual(column(written, "note"), ["b", "b"])
      assert.deepStrictEqual(written.met.map(({ version }) => version).toSorted(), ["1", "2"])
    })
  )

  it.effect("changes and deletes in every kind of table", () =>
    Effect.gen(function* () {
      for (const [resource, field] of [
        [Notes, "body"],
        [Marks, "label"],
        [Counters, "label"],
        [Tickets, "text"]
      ] as const) {
        const batch = yield* fresh
        const made = yield* createMany(
          resource,
          times(3).map((at) => ({ batch, [field]: `${at}` }))
        )
        const filter = eq("batch", batch, resource)
        const set = yield* updateMany(resource, filter, { [field]: "2" })
        assert.deepStrictEqual(column(set, field), ["2", "2", "2"])
        const gone = yield* removeMany(resource, filter)
        assert.deepStrictEqual([gone.count, column(gone, field)], [3, ["2", "2", "2"]])
        for (const [at, { uid }] of made.keys().entries()) yield* unbroken(uid, at === 2 ? 2 : 3, resource)
        assert.strictEqual((yield* list(resource, queryOf(resource, batch))).count, 0)
      }
    })
  )

  it.effect("writes none where more are found than may be", () =>
    Effect.gen(function* () {
      const batch = yield* parts({}, {}, {})
      const many = { _tag: "TooManyAffected", resource: "parts", most: 2 }
      assert.deepStrictEqual(yield* refusal(updateMany(Parts, all(batch), { note: "y" }, { most: 2 })), many)
      assert.deepStrictEqual(yield* refusal(removeMany(Parts, all(batch), { most: 2 })), many)
      assert.deepStrictEqual(column(yield* list(Parts, queryOf(Parts, batch)), "note"), [
        "none",
        "none",
        "none"
      ])
      assert.strictEqual((yield* updateMany(Parts, all(batch), { note: "y" }, { most: 3 })).count, 3)
      const none = yield* refusal(removeMany(Parts, all(batch), { most: 0 }))
      assert.deepStrictEqual(none, { ...many, most: 0 })
    })
  )

  it.effect("passes over what its caller does not see, and refuses all for one that it may not change", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* create(Diaries, { batch, entry: "hers" }, { caller: bob })
      yield* create(Diaries, { batch, entry: "own" })
      const filter = eq("batch", batch, Diaries)
      assert.deepStrictEqual(column(yield* updateMany(Diaries, filter, { entry: "set" }), "entry"), ["set"])
      const reader = { caller: inGroups("ann", "readers") }
      const refused = { _tag: "NotPermitted", resource: "diaries" }
      assert.deepStrictEqual(yield* refusal(updateMany(Diaries, filter, { entry: "y" }, reader)), {
        ...refused,
        act: "update"
      })
      const editor = { caller: inGroups("ann", "readers", "editors") }
      assert.deepStrictEqual(yield* refusal(updateMany(Diaries, filter, { entry: "y" }, editor)), {
        _tag: "NewValuesRefused",
        resource: "diaries"
      })
      assert.deepStrictEqual(yield* refusal(removeMany(Diaries, filter, editor)), {
        ...refused,
        act: "delete"
      })
      const left = yield* list(Diaries, queryOf(Diaries, batch), { caller: inGroups("rita", "readers") })
      assert.deepStrictEqual([...column(left, "entry")].toSorted(), ["hers", "set"])
      assert.strictEqual(
        (yield* removeMany(Diaries, filter, { caller: inGroups("ann", "editors") })).count,
        1
      )
    })
  )

  it.effect("refuses values that two records would share, and another for what stays as created", () =>
    Effect.gen(function* () {
      const [batch, code] = [yield* parts({ maker: "m" }, { maker: "m" }), yield* fresh]
      assert.deepStrictEqual(yield* refusal(updateMany(Parts, all(batch), { code })), {
        _tag: "Conflict",
        resource: "parts",
        fields: ["code"]
      })
      assert.deepStrictEqual(yield* refusal(updateMany(Parts, all(batch), { maker: "n" })), {
        _tag: "FieldImmutable",
        resource: "parts",
        fields: ["maker"]
      })
      assert.deepStrictEqual(
        yield* refusal(updateMany(Parts, all(batch), { sample_uid: yield* fresh })),
        missing(["sample_uid"], "parts")
      )
      const invalid = yield* refusal(updateMany(Parts, all(batch), { name: 1 }))
      assert.deepStrictEqual(invalid["faults"], [
        { path: ["name"], code: "type", detail: "must be a string" }
      ])
    })
  )

  it.effect("judges new references as one update does", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const hers = uidOf(yield* create(Folders, { name: "x" }, { caller: bob }))
      yield* createMany(
        Papers,
        [
          { batch, text: "a" },
          { batch, text: "b", folder_uid: hers }
        ],
        { caller: bob }
      )
      const filter = eq("batch", batch, Papers)
      assert.deepStrictEqual(
        yield* refusal(updateMany(Papers, filter, { folder_uid: hers })),
        missing(["folder_uid"])
      )
      const own = yield* folder()
      assert.deepStrictEqual(column(yield* updateMany(Papers, filter, { folder_uid: own }), "folder_uid"), [
        own,
        own
      ])
    })
  )

  it.effect("deletes what refers to each other, and none where another record refers to one", () =>
    Effect.gen(function* () {
      const batch = yield* parts({}, {})
      const uids = (yield* list(Parts, queryOf(Parts, batch))).keys().map(({ uid }) => uid)
      yield* update(Parts, uids[1] ?? "", { whole_uid: uids[0] })
      const outside = uidOf(yield* create(Parts, { name: "y", whole_uid: uids[1] }))
      assert.deepStrictEqual(yield* refusal(removeMany(Parts, all(batch))), {
        _tag: "StillReferenced",
        resource: "parts",
        uid: ""
      })
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).count, 2)
      yield* remove(Parts, outside)
      const gone = yield* removeMany(Parts, all(batch), { select: ["name"] })
      assert.strictEqual(gone.json(), '{"name":"x"},{"name":"x"}')
      for (const uid of uids)
        assert.deepInclude(one(yield* history(Parts, uid)), { operation: "delete", after: null })
    })
  )

  it.effect("hides what an update puts out of its caller's sight", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* createMany(Finds, [
        { batch, what: "a" },
        { batch, what: "b" }
      ])
      const written = yield* updateMany(Finds, eq("batch", batch, Finds), { what: "c" })
      assert.strictEqual(written.count, 2)
      assert.isTrue(written.met.every(({ visible }) => visible))
    })
  )

  it.effect("merges objects into what each record holds", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* createMany(Samples, [
        { batch, label: "a", doc: { a: 1 } },
        { batch, label: "b", doc: { b: 1 } }
      ])
      const written = yield* updateMany(Samples, eq("batch", batch), { doc: { c: 2 } }, { merge: true })
      const docs = column(written, "doc")
        .map((doc) => JSON.stringify(doc))
        .toSorted()
      assert.deepStrictEqual(docs, ['{"a":1,"c":2}', '{"b":1,"c":2}'])
    })
  )

  it.effect("deletes records that several fields identify", () =>
    Effect.gen(function* () {
      const [batch, ticket_id] = [yield* fresh, Number(uidOf(yield* create(Tickets, { text: "x" })))]
      const made = yield* createMany(Bookings, [
        { batch, ticket_id, seat: "a" },
        { batch, ticket_id, seat: "b" }
      ])
      assert.deepStrictEqual(column(made, "seat"), ["a", "b"])
      const gone = yield* removeMany(Bookings, eq("batch", batch, Bookings))
      assert.strictEqual(gone.count, 2)
      assert.strictEqual((yield* list(Bookings, queryOf(Bookings, batch))).count, 0)
    })
  )

  it.effect("never writes what somebody else has moved out of the filter meanwhile", () =>
    Effect.gen(function* () {
      const batch = yield* parts({ place: 0 }, { place: 0 }, { place: 0 })
      const uids = (yield* list(Parts, queryOf(Parts, batch))).keys().map(({ uid }) => uid)
      const open = Predicate.and(all(batch), eq("place", 0, Parts))
      const moving = uids.flatMap((uid) => [
        update(Parts, uid, { place: 1 }),
        update(Parts, uid, { note: "touched" })
      ])
      yield* Effect.all([...moving, ...times(6).map(() => updateMany(Parts, open, { rank: 1 }))], together)
      // What was set while the place was 0 may have moved since; what has moved was set before that, if at all.
      for (const uid of uids) {
        const changes = (yield* history(Parts, uid)).values().toReversed()
        const moved = changes.findIndex(({ after }) => after?.["place"] === 1)
        const later = changes.slice(moved).map(({ after }) => after?.["rank"])
        assert.strictEqual(new Set(later).size, 1)
        assert.strictEqual(one(yield* get(Parts, uid))["place"], 1)
      }
    })
  )

  it.effect("lets many writes by filter end one after the other", () =>
    Effect.gen(function* () {
      const batch = yield* parts(...times(5).map(() => ({ place: -1 })))
      yield* Effect.all(
        times(8).map((at) => updateMany(Parts, all(batch), { place: at })),
        together
      )
      for (const { uid } of (yield* list(Parts, queryOf(Parts, batch))).keys()) yield* unbroken(uid, 9)
    })
  )
}

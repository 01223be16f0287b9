/** Contract: what is deleted softly is there no more, and comes back as it was. */
import { assert } from "@effect/vitest"
import { Api, Hooks, instantOf, type Predicate, type ResourceStore, together as inOne } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import {
  asking,
  create,
  createMany,
  get,
  history,
  list,
  purge,
  remove,
  removeMany,
  replace,
  restore,
  update,
  updateMany,
  upsert
} from "../asking/ask.ts"
import { ann, bob, type By, ifMatch, inGroups, queryOf } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { tally, times, unbroken } from "../asking/together.ts"
import { Albums, everyResource, Stickers, Tracks } from "../declared/resources.ts"

const curator = inGroups("cat", "curators")
const missing = (resource: string, uid: string) => ({ _tag: "RecordNotFound", resource, uid })
const gone = (resource: string, uid: string) => ({ _tag: "RecordGone", resource, uid })
const taken = (resource: string, ...fields: ReadonlyArray<string>) => ({ _tag: "Conflict", resource, fields })

type Refusable = Effect.Effect<object, object, ResourceStore | SecureRandom.SecureRandom>

/** What is asked of one record. */
const requests = (uid: string, by: By = {}): ReadonlyArray<Refusable> => [
  get(Albums, uid, by),
  update(Albums, uid, { name: "b" }, by),
  remove(Albums, uid, by)
]

/** An album of ann's that is deleted at version 2. */
const deleted = (values: object = {}) =>
  Effect.gen(function* () {
    const uid = uidOf(yield* create(Albums, { name: "a", ...values }))
    yield* remove(Albums, uid)
    return uid
  })

export const softDeleteCases = (it: Cases): void => {
  it.effect("shows a deleted record to nobody, and tells that it went to who reads its history", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* create(Albums, { batch, name: "a" }).pipe(atMillis(1000))
      const uid = uidOf(made)
      const went = yield* remove(Albums, uid).pipe(atMillis(2000))
      assert.deepStrictEqual(
        [one(went), versionOf(went), went.created, went.visible],
        [one(made), "1", false, true]
      )
      for (const asked of requests(uid)) assert.deepStrictEqual(yield* refusal(asked), gone("albums", uid))
      for (const by of [{ caller: bob }, { caller: curator }]) {
        for (const each of requests(uid, by))
          assert.deepStrictEqual(yield* refusal(each), missing("albums", uid))
      }
      const all = yield* list(Albums, queryOf(Albums, batch, { count: "exact" }))
      assert.deepStrictEqual([all.count, all.total], [0, 0])
      const [change] = (yield* history(Albums, uid)).values()
      assert.deepInclude(change, {
        operation: "delete",
        version: 2n,
        at: "1970-01-01T00:00:02Z",
        after: null
      })
    })
  )

  it.effect("tells nobody that what never was is gone", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      assert.deepStrictEqual(yield* refusal(get(Albums, uid)), missing("albums", uid))
    })
  )

  it.effect(
    "keeps a deleted record's uid: a replace by who knows it is told so, by others that it is taken",
    () =>
      Effect.gen(function* () {
        const uid = yield* deleted()
        assert.deepStrictEqual(yield* refusal(replace(Albums, uid, { name: "b" })), gone("albums", uid))
        const other = replace(Albums, uid, { name: "b" }, { caller: bob })
        assert.deepStrictEqual(yield* refusal(other), taken("albums"))
      })
  )

  it.effect("judges conditions of what is there: a deleted record has none", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      const stale = remove(Albums, uid, ifMatch("7"))
      assert.deepStrictEqual(yield* refusal(stale), { _tag: "VersionMismatch", resource: "albums", uid })
      yield* remove(Albums, uid, ifMatch("1"))
      assert.deepStrictEqual(yield* refusal(remove(Albums, uid, ifMatch("1"))), gone("albums", uid))
    })
  )

  it.effect("brings a record back as it was last, as a new version that says so", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const made = yield* create(Albums, { name: "a", code, maker: "m" }).pipe(atMillis(1000))
      const uid = uidOf(made)
      const [before] = [yield* update(Albums, uid, { name: "b" }).pipe(atMillis(2000))]
      yield* remove(Albums, uid, { caller: bob }).pipe(atMillis(3000))
      const back = yield* restore(Albums, uid, undefined, { caller: bob }).pipe(atMillis(4000))
      const audit = { version: 4n, last_updated_at: "1970-01-01T00:00:04Z", last_updater_uid: "bob" }
      assert.deepStrictEqual([one(back), back.created, back.left], [{ ...one(before), ...audit }, true, []])
      assert.deepStrictEqual(one(yield* get(Albums, uid)), one(back))
      const trail = yield* history(Albums, uid)
      assert.deepStrictEqual(column(trail, "operation"), ["restore", "delete", "update", "create"])
      assert.deepStrictEqual(column(trail, "version"), [4n, 3n, 2n, 1n])
      yield* remove(Albums, uid)
      assert.strictEqual(versionOf(yield* restore(Albums, uid, 1)), "6")
      assert.strictEqual(one(yield* get(Albums, uid))["name"], "a")
    })
  )

  it.effect("asks which version where the record is there", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      const detail = "is required of a record that is not deleted"
      assert.deepStrictEqual(yield* refusal(restore(Albums, uid, undefined)), {
        _tag: "RecordInvalid",
        resource: "albums",
        faults: [{ path: ["version"], code: "missing", detail }]
      })
    })
  )

  it.effect("frees what is unique until the record comes back, which may find it taken", () =>
    Effect.gen(function* () {
      const [code, shelf] = [yield* fresh, yield* fresh]
      const uid = yield* deleted({ code, shelf, place: 1 })
      const second = uidOf(yield* create(Albums, { name: "b", code, shelf, place: 1 }))
      const again = restore(Albums, uid, undefined)
      assert.deepInclude(yield* refusal(again), { _tag: "Conflict", resource: "albums" })
      assert.deepStrictEqual(yield* refusal(get(Albums, uid)), gone("albums", uid))
      yield* update(Albums, second, { code: null, shelf: null })
      yield* restore(Albums, uid, undefined)
      const third = create(Albums, { name: "c", code })
      assert.deepStrictEqual(yield* refusal(third), taken("albums", "code"))
    })
  )

  it.effect("meets no deleted record in an upsert by what is unique, and its uid as one that is taken", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const uid = yield* deleted({ code })
      const made = yield* upsert(Albums, ["code"], [{ name: "b", code }])
      assert.deepStrictEqual([made.met.map(({ created }) => created), uidOf(made) === uid], [[true], false])
      const met = yield* upsert(Albums, ["code"], [{ name: "c", code }])
      assert.deepStrictEqual([met.met.map(({ created }) => created), uidOf(met)], [[false], uidOf(made)])
      assert.strictEqual(
        (yield* createMany(Albums, [{ name: "d", code }], { ignore: ["code"] })).met.length,
        0
      )
      yield* remove(Albums, uidOf(made))
      assert.strictEqual(
        (yield* createMany(Albums, [{ name: "d", code }], { ignore: ["code"] })).met.length,
        1
      )
    })
  )

  it.effect("lets nobody refer to what is deleted, and leaves those who did", () =>
    Effect.gen(function* () {
      const album_uid = uidOf(yield* create(Albums, { name: "a" }))
      const other = uidOf(yield* create(Albums, { name: "b" }))
      const track = uidOf(yield* create(Tracks, { name: "t", album_uid: other }))
      yield* remove(Albums, album_uid)
      const refers = { _tag: "ReferenceMissing", resource: "tracks", fields: ["album_uid"] }
      const asked: ReadonlyArray<Refusable> = [
        create(Tracks, { name: "u", album_uid }),
        update(Tracks, track, { album_uid }),
        createMany(Tracks, [{ name: "u", album_uid }])
      ]
      for (const each of asked) assert.deepInclude(yield* refusal(each), refers)
    })
  )

  it.effect("deletes all that a filter finds, of which none was deleted before", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* createMany(Stickers, [
        { batch, label: `${batch}a` },
        { batch, label: `${batch}b` }
      ])
      const all: Predicate.Predicate = queryOf(Stickers, batch).filter
      const went = yield* removeMany(Stickers, all)
      assert.deepStrictEqual(
        [went.met.length, went.count, went.met.map(({ visible }) => visible)],
        [2, 2, [true, true]]
      )
      assert.strictEqual((yield* removeMany(Stickers, all)).met.length, 0)
      assert.strictEqual((yield* updateMany(Stickers, all, { label: "c" })).met.length, 0)
      yield* create(Stickers, { batch, label: `${batch}a` })
      for (const { uid } of went.met) {
        const trail = yield* history(Stickers, uid)
        assert.deepStrictEqual(column(trail, "version"), [2n, 1n])
      }
      const [, second] = went.met
      const back = yield* restore(Stickers, second?.uid ?? "", undefined)
      assert.deepStrictEqual([uidOf(back), one(back)["label"]], [second?.uid, `${batch}b`])
      yield* remove(Stickers, uidOf(back))
      assert.deepStrictEqual(column(yield* history(Stickers, uidOf(back)), "version"), [4n, 3n, 2n, 1n])
    })
  )

  it.effect("purges what is deleted alone, for who may, and counts on where it is made again", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      const refused = { _tag: "NotPermitted", resource: "albums", act: "purge" }
      assert.deepStrictEqual(yield* refusal(purge(Albums, uid)), refused)
      assert.deepStrictEqual(yield* refusal(purge(Albums, uid, { caller: curator })), missing("albums", uid))
      yield* remove(Albums, uid)
      yield* purge(Albums, uid, { caller: curator })
      assert.deepStrictEqual(yield* refusal(purge(Albums, uid, { caller: curator })), missing("albums", uid))
      const trail = yield* history(Albums, uid)
      assert.deepStrictEqual(column(trail, "operation"), ["delete", "delete", "create"])
      assert.deepStrictEqual(column(trail, "via"), ["purge", null, null])
      assert.deepStrictEqual(yield* refusal(get(Albums, uid)), gone("albums", uid))
      const again = yield* replace(Albums, uid, { name: "b" })
      assert.deepStrictEqual([again.created, versionOf(again)], [true, "4"])
    })
  )

  it.effect("purges nothing to which a record refers, deleted or not", () =>
    Effect.gen(function* () {
      const album_uid = uidOf(yield* create(Albums, { name: "a" }))
      const track = uidOf(yield* create(Tracks, { name: "t", album_uid }))
      yield* remove(Albums, album_uid)
      const asked = purge(Albums, album_uid, { caller: curator })
      assert.deepInclude(yield* refusal(asked), { _tag: "StillReferenced", resource: "albums" })
      yield* purge(Tracks, track)
      yield* purge(Albums, album_uid, { caller: curator })
    })
  )

  it.effect("tells what was there at an instant, whatever was deleted since", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uid = uidOf(yield* create(Albums, { batch, name: "a" }))
      const since = one(yield* get(Albums, uid))["last_updated_at"]
      const asOf = { moment: { _tag: "Instant", at: String(since) }, snapshot: null } as const
      yield* Effect.sleep(2)
      yield* remove(Albums, uid)
      assert.strictEqual(one(yield* get(Albums, uid, { asOf }))["name"], "a")
      assert.strictEqual((yield* list(Albums, queryOf(Albums, batch, { asOf }))).count, 1)
      assert.strictEqual((yield* list(Albums, queryOf(Albums, batch))).count, 0)
    })
  )

  it.effect("brings back what no change tells, as it stayed in the row", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a", mood: "wild" }))
      yield* remove(Albums, uid)
      yield* restore(Albums, uid, undefined)
      assert.deepInclude(one(yield* get(Albums, uid)), { name: "a", mood: "wild", version: 3n })
    })
  )

  it.effect("brings a record back once, however many ask at once", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      yield* remove(Albums, uid)
      const asked = times(6).map(() => restore(Albums, uid, undefined))
      assert.deepStrictEqual(yield* tally(asked), { ok: 1, RecordInvalid: 5 })
      assert.strictEqual(versionOf(yield* get(Albums, uid)), "3")
    })
  )

  it.effect("says inside a unit what it says outside", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      yield* remove(Albums, uid)
      for (const asked of [...requests(uid), replace(Albums, uid, { name: "b" })])
        assert.deepStrictEqual(yield* refusal(inOne(asked)), gone("albums", uid))
      for (const asked of requests(uid, { caller: bob }))
        assert.deepStrictEqual(yield* refusal(inOne(asked)), missing("albums", uid))
      assert.deepStrictEqual(
        yield* refusal(inOne(replace(Albums, uid, { name: "b" }, { caller: bob }))),
        taken("albums")
      )
      const other = yield* fresh
      assert.deepStrictEqual(yield* refusal(inOne(remove(Albums, other))), missing("albums", other))
    })
  )

  it.effect("tells of a moment of the past what was there then, whatever became of it", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* atMillis(1_764_043_200_000)(create(Albums, { name: "a" })))
      yield* atMillis(1_764_043_200_001)(remove(Albums, uid))
      for (const millis of [1_764_043_199_999, 1_764_043_200_001]) {
        const asOf = { moment: { _tag: "Instant", at: instantOf(millis) }, snapshot: null } as const
        assert.deepStrictEqual(yield* refusal(get(Albums, uid, { asOf })), missing("albums", uid))
      }
    })
  )

  it.effect("tells of none that a hook of reads keeps back", () =>
    Effect.gen(function* () {
      const keptBack = Hooks.make(Tracks, {
        afterRead: (rows) => Effect.succeed(rows.filter(({ name }) => name !== "hidden"))
      })
      const { get } = asking(Api.make("hiding", { resources: everyResource, hooks: [keptBack] }))
      for (const [name, refused] of [
        ["hidden", missing],
        ["shown", gone]
      ] as const) {
        const uid = uidOf(yield* create(Tracks, { name }))
        yield* remove(Tracks, uid)
        assert.deepStrictEqual(yield* refusal(get(Tracks, uid)), refused("tracks", uid))
      }
    })
  )

  it.effect("tells a replace that its record was deleted before what it refers to and is not there", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Tracks, { name: "t" }))
      yield* remove(Tracks, uid)
      const asked = replace(Tracks, uid, { name: "t", album_uid: yield* fresh })
      assert.deepInclude(yield* refusal(asked), gone("tracks", uid))
    })
  )

  it.effect("tells what was gone at an instant, whatever was written since", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uid = uidOf(yield* atMillis(1_764_043_200_000)(create(Albums, { batch, name: "a" })))
      yield* atMillis(1_764_043_200_001)(remove(Albums, uid))
      const asOf = { moment: { _tag: "Instant", at: "2025-11-25T04:00:00.001Z" }, snapshot: null } as const
      const then = Effect.map(list(Albums, queryOf(Albums, batch, { asOf })), ({ count }) => count)
      assert.strictEqual(yield* then, 0)
      yield* atMillis(1_764_043_200_002)(restore(Albums, uid, undefined))
      assert.strictEqual(yield* then, 0)
      assert.strictEqual((yield* list(Albums, queryOf(Albums, batch))).count, 1)
    })
  )

  it.effect("deletes once where many would at once, and brings back once", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Albums, { name: "a" }))
      assert.deepStrictEqual(yield* tally(times(8).map(() => remove(Albums, uid))), { ok: 1, RecordGone: 7 })
      const back = times(8).map(() => restore(Albums, uid, 1, { caller: ann }))
      assert.deepStrictEqual(yield* tally(back), { ok: 8 })
      yield* unbroken(uid, 10, Albums)
    })
  )

  it.effect("keeps no track of an album that is deleted while it is made", () =>
    Effect.gen(function* () {
      for (let turn = 0; turn < 5; turn++) {
        const batch = yield* fresh
        const album_uid = uidOf(yield* create(Albums, { batch, name: "a" }))
        yield* Effect.all(
          [
            Effect.exit(remove(Albums, album_uid)),
            ...Array.from({ length: 4 }, (_, at) =>
              Effect.exit(create(Tracks, { batch, name: String(at), album_uid }))
            )
          ],
          { concurrency: "unbounded" }
        )
        assert.strictEqual((yield* list(Tracks, queryOf(Tracks, batch))).count, 0)
      }
    })
  )
}

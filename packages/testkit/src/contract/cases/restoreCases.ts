/** Contract: a record as it was at a version, as an ordinary write with a name of its own. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Api } from "@pgcrest/core"
import { asking, create, get, history, remove, replace, restore, update } from "../asking/ask.ts"
import { bob, ifAny, ifMatch, ifNone, inGroups } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { diary } from "../asking/diaries.ts"
import { hooked } from "../asking/hooked.ts"
import { tally, times, unbroken } from "../asking/together.ts"
import {
  Counters,
  Diaries,
  Letters,
  Marks,
  Memos,
  MemosOnce,
  Notes,
  Parts,
  Patients,
  Tickets
} from "../declared/resources.ts"

const noVersion = (resource: string) => ({
  _tag: "RecordInvalid",
  resource,
  faults: [{ path: ["version"], code: "unknown", detail: "is no version with a content that you may see" }]
})

const once = asking(Api.make("contract", { resources: [MemosOnce] }))

export const restoreCases = (it: Cases): void => {
  it.effect("gives a record the content of a version, as a new version that says so", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "a", shelf: "s", place: 1 }).pipe(atMillis(1000))
      const uid = uidOf(made)
      yield* update(Parts, uid, { name: "b", shelf: null, place: 2 }).pipe(atMillis(2000))
      const back = yield* restore(Parts, uid, 1, { caller: bob }).pipe(atMillis(3000))
      assert.isFalse(back.created)
      const audit = {
        version: 3n,
        last_updated_at: "1970-01-01T00:00:03Z",
        last_updater_uid: "bob"
      }
      assert.deepStrictEqual(one(back), { ...one(made), ...audit })
      assert.deepStrictEqual(one(yield* get(Parts, uid)), one(back))
      const [change] = (yield* history(Parts, uid)).values()
      assert.deepInclude(change, { operation: "restore", version: 3n, actor: "bob" })
      assert.deepInclude(change?.after, { name: "a", shelf: "s", place: 1, version: 3n })
    })
  )

  it.effect("is a version of its own where nothing differs", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }))
      assert.strictEqual(versionOf(yield* restore(Parts, uid, 1)), "2")
      assert.deepStrictEqual(column(yield* history(Parts, uid), "operation"), ["restore", "create"])
    })
  )

  it.effect("leaves what stays as created, and what no change tells, as it is, and names it", () =>
    Effect.gen(function* () {
      const part = yield* create(Parts, { name: "a", maker: "m", secret: "one", origin: "o" })
      const same = yield* restore(Parts, uidOf(part), "1")
      assert.deepStrictEqual(same.left, [])
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "a", maker: "m" })
      yield* remove(Parts, uid)
      yield* replace(Parts, uid, { name: "b", maker: "n" })
      const back = yield* restore(Parts, uid, 1)
      assert.deepStrictEqual(back.left, ["maker"])
      assert.deepInclude(one(back), { name: "a", maker: "n", version: 4n })
      const patient = yield* create(Patients, { ward: "w", name: "Ann", scratch: "x" })
      yield* update(Patients, uidOf(patient), { ward: "v", name: "Bea", scratch: "y" })
      const treated = yield* restore(Patients, uidOf(patient), 1)
      assert.deepStrictEqual(treated.left, ["scratch"])
      assert.deepInclude(one(treated), { ward: "w", name: "Ann", scratch: "y" })
    })
  )

  it.effect("leaves to the server what it alone writes", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* hooked.replace(Parts, uid, { name: "a" })
      yield* remove(Parts, uid)
      assert.deepInclude(one(yield* replace(Parts, uid, { name: "b", rank: 8 })), { counted: 0 })
      const back = yield* restore(Parts, uid, 1)
      assert.deepInclude(one(back), { name: "a", counted: 0, rank: 7 })
      assert.deepStrictEqual(back.left, ["counted"])
    })
  )

  it.effect("makes a record again that was deleted, as that of who made it then", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = one(yield* replace(Parts, uid, { name: "a", maker: "m" }).pipe(atMillis(1000)))
      yield* update(Parts, uid, { name: "b" }).pipe(atMillis(2000))
      yield* remove(Parts, uid).pipe(atMillis(3000))
      const back = yield* restore(Parts, uid, 1, { caller: bob }).pipe(atMillis(4000))
      assert.isTrue(back.created)
      assert.deepStrictEqual(one(back), {
        ...made,
        version: 4n,
        last_updated_at: "1970-01-01T00:00:04Z",
        last_updater_uid: "bob"
      })
      assert.deepStrictEqual(column(yield* history(Parts, uid), "operation"), [
        "restore",
        "delete",
        "update",
        "create"
      ])
      assert.deepStrictEqual(one(yield* get(Parts, uid)), one(back))
    })
  )

  it.effect("counts on where a table keeps no version or no instant", () =>
    Effect.gen(function* () {
      for (const resource of [Marks, Counters]) {
        const uid = uidOf(yield* create(resource, { label: "a" }))
        yield* update(resource, uid, { label: "b" })
        assert.deepInclude(one(yield* restore(resource, uid, 1)), { label: "a" })
        yield* remove(resource, uid)
        assert.deepInclude(one(yield* restore(resource, uid, 2)), { label: "b" })
        assert.deepStrictEqual(column(yield* history(resource, uid), "version"), [5n, 4n, 3n, 2n, 1n])
      }
      const id = yield* fresh
      yield* replace(Notes, id, { body: "a" })
      yield* remove(Notes, id)
      assert.deepInclude(one(yield* restore(Notes, id, 1)), { body: "a", creator_uid: "ann" })
    })
  )

  it.effect("refuses a version that is not there, or left nothing, or is none", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "a" })
      yield* remove(Parts, uid)
      for (const version of [0, 2, 9]) {
        assert.deepStrictEqual(yield* refusal(restore(Parts, uid, version)), noVersion("parts"))
      }
      const unread = yield* refusal(restore(Parts, uid, "x"))
      assert.deepInclude(unread, { _tag: "RecordInvalid", resource: "parts" })
      assert.deepStrictEqual(column(yield* history(Parts, uid), "version"), [2n, 1n])
    })
  )

  it.effect("finds no record where there never was one, nor where the database alone makes it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const absent = { _tag: "RecordNotFound", resource: "parts", uid }
      assert.deepStrictEqual(yield* refusal(restore(Parts, uid, 1)), absent)
      const id = uidOf(yield* create(Tickets, { text: "t" }))
      yield* remove(Tickets, id)
      const gone = { _tag: "RecordNotFound", resource: "tickets", uid: id }
      assert.deepStrictEqual(yield* refusal(restore(Tickets, id, 1)), gone)
    })
  )

  it.effect("asks the conditions of a write, of what is there and of what is not", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "a" })
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      assert.deepStrictEqual(yield* refusal(restore(Parts, uid, 1, ifMatch("2"))), mismatch)
      assert.deepStrictEqual(yield* refusal(restore(Parts, uid, 1, ifNone)), mismatch)
      yield* restore(Parts, uid, 1, ifMatch("1"))
      yield* remove(Parts, uid)
      assert.deepStrictEqual(yield* refusal(restore(Parts, uid, 1, ifAny)), mismatch)
      assert.strictEqual(versionOf(yield* restore(Parts, uid, 1, ifNone)), "4")
    })
  )

  it.effect("meets the constraints of today", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const uid = uidOf(yield* create(Parts, { name: "a", code }))
      yield* update(Parts, uid, { code: null })
      yield* create(Parts, { name: "b", code })
      const taken = { _tag: "Conflict", resource: "parts", fields: ["code"] }
      assert.deepStrictEqual(yield* refusal(restore(Parts, uid, 1)), taken)
      const whole = uidOf(yield* create(Parts, { name: "w" }))
      const part = uidOf(yield* create(Parts, { name: "p", whole_uid: whole }))
      yield* update(Parts, part, { whole_uid: null })
      yield* remove(Parts, whole)
      const missing = { _tag: "ReferenceMissing", resource: "parts", fields: ["whole_uid"] }
      assert.deepStrictEqual(yield* refusal(restore(Parts, part, 1)), missing)
    })
  )

  it.effect("is for whom its own rule lets, and judges the values that it leaves behind", () =>
    Effect.gen(function* () {
      const id = yield* diary()
      const refused = (_tag: string, more: object = {}) => ({ _tag, resource: "diaries", ...more })
      const [reader, editor] = [inGroups("bob", "readers"), inGroups("cy", "readers", "editors")]
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: bob })),
        refused("RecordNotFound", { uid: id })
      )
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: reader })),
        refused("NotPermitted", { act: "restore" })
      )
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: editor })),
        refused("NewValuesRefused")
      )
      yield* restore(Diaries, id, 1)
      yield* remove(Diaries, id, { caller: inGroups("ann", "editors") })
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: bob })),
        refused("RecordNotFound", { uid: id })
      )
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: reader })),
        refused("NotPermitted", { act: "restore" })
      )
      assert.deepStrictEqual(
        yield* refusal(restore(Diaries, id, 1, { caller: editor })),
        refused("NewValuesRefused")
      )
      assert.isTrue((yield* restore(Diaries, id, 1)).created)
    })
  )

  it.effect("knows no version of another's that its caller does not see", () =>
    Effect.gen(function* () {
      const id = yield* diary()
      const [rita, alone] = [inGroups("rita", "readers", "editors", "movers"), inGroups("rita")]
      yield* remove(Diaries, id, { caller: inGroups("ann", "editors") })
      yield* replace(Diaries, id, { entry: "mine" }, { caller: rita })
      assert.deepStrictEqual(yield* refusal(restore(Diaries, id, 1, { caller: alone })), noVersion("diaries"))
      assert.deepInclude(one(yield* restore(Diaries, id, 3, { caller: alone })), { entry: "mine" })
      yield* remove(Diaries, id, { caller: rita })
      assert.deepStrictEqual(yield* refusal(restore(Diaries, id, 1, { caller: alone })), noVersion("diaries"))
      assert.deepInclude(one(yield* restore(Diaries, id, 3, { caller: alone })), { creator_uid: "rita" })
    })
  )

  it.effect("leaves fields alone that the version did not know, and those that are gone", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* once.create(MemosOnce, { text: "a", pin: "p", mark: "m" }))
      yield* update(Memos, uid, { text: "b", colour: "red" })
      const back = yield* restore(Memos, uid, 1)
      assert.deepStrictEqual(back.left, ["colour"])
      assert.deepInclude(one(back), { text: "a", colour: "red" })
    })
  )

  it.effect("asks the hooks of an update, and those of a create where it makes the record again", () =>
    Effect.gen(function* () {
      const id = yield* fresh
      yield* replace(Notes, id, { body: "a" })
      yield* update(Notes, id, { body: "b" })
      assert.deepInclude(one(yield* hooked.restore(Notes, id, 1)), { body: "A!" })
      const letter = yield* fresh
      const reader = { caller: inGroups("rita", "readers") }
      yield* replace(Letters, letter, { content: "7" }, reader)
      yield* remove(Letters, letter, reader)
      const back = yield* hooked.restore(Letters, letter, 1, reader)
      assert.deepInclude(one(back), { content: "0" })
      assert.deepInclude(one(yield* hooked.restore(Letters, letter, 1, reader)), { content: "1" })
    })
  )

  it.effect("keeps a record's changes whole while it is restored and deleted at once", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "a" })
      const asked = times(12).flatMap(() => [
        Effect.asVoid(restore(Parts, uid, 1)),
        Effect.catchTag(remove(Parts, uid), "RecordNotFound", () => Effect.void)
      ])
      const outcomes = yield* tally(asked)
      const changes = yield* history(Parts, uid, { limit: 100 })
      assert.isAtLeast(outcomes["ok"] ?? 0, 12)
      for (const failure of Object.keys(outcomes)) assert.include(["ok", "Conflict", "StoreBusy"], failure)
      yield* unbroken(uid, changes.count)
    })
  )
}

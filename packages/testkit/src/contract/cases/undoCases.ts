/** Contract: everything that one request did, taken back in reverse, all of it or nothing. */
import { assert } from "@effect/vitest"
import { Caller, undo, UndoBlocked } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import {
  create,
  createMany,
  createNested,
  get,
  history,
  list,
  plain,
  purge,
  remove,
  removeMany,
  replace,
  restore,
  update,
  updateMany,
  upsert
} from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { tally, times, unbroken } from "../asking/together.ts"
import { Diaries, Folders, Loans, Notes, Parts, Samples, Titles, Tracks } from "../declared/resources.ts"

/** A caller of one request, which nobody else has. */
const requesting = Effect.fnUntraced(function* (subject: string, ...groups: ReadonlyArray<string>) {
  return Caller.user(subject, { groups, requestId: yield* fresh })
})

const takeBack = (requestId: string, caller: Caller.Caller = Caller.user("ann"), most = 100) =>
  undo(plain, { requestId, most }, caller)

/** What stands in the way; nothing may have been undone. */
const obstacles = (requestId: string, caller?: Caller.Caller) =>
  Effect.map(Effect.flip(takeBack(requestId, caller)), (failure) =>
    failure instanceof UndoBlocked ? failure.obstacles : [failure]
  )

export const undoCases = (it: Cases): void => {
  it.effect("removes what was made, gives back what was changed, and makes again what was deleted", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const before = { caller: Caller.user("bob", { requestId: yield* fresh }) }
      const changed = one(yield* create(Parts, { batch, name: "a", place: 1 }, before))
      const deleted = one(yield* create(Parts, { batch, name: "b", maker: "m" }, before))
      const by = { caller: yield* requesting("ann") }
      const made = uidOf(yield* create(Parts, { batch, name: "c" }, by))
      yield* update(Parts, made, { name: "d" }, by)
      yield* update(Parts, String(changed["uid"]), { name: "e", place: null, whole_uid: made }, by)
      yield* remove(Parts, String(deleted["uid"]), by)
      const undone = yield* takeBack(by.caller.requestId)
      assert.deepStrictEqual(
        undone.map(({ operation, version }) => [operation, version]),
        [
          ["restore", 1n],
          ["restore", 1n],
          ["restore", 1n],
          ["delete", null]
        ]
      )
      const now = yield* list(Parts, queryOf(Parts, batch))
      const audit = { version: 3n, last_updater_uid: "ann" }
      assert.deepStrictEqual(
        now.values().map((row) => ({ ...row, last_updated_at: null })),
        [changed, deleted].map((row) => ({ ...row, ...audit, last_updated_at: null }))
      )
      const trail = yield* history(Parts, String(deleted["uid"]))
      assert.deepStrictEqual(column(trail, "operation"), ["restore", "delete", "create"])
      assert.deepStrictEqual(column(trail, "via"), ["undo", null, null])
    })
  )

  it.effect("takes back what many statements and records are, in the order that their references ask", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const by = { caller: yield* requesting("ann") }
      const nested = { name: "x", loans: [{ member: "a" }, { member: "b" }] }
      const title = uidOf(yield* createNested(Titles, nested, by))
      const [top, middle, low] = [yield* fresh, yield* fresh, yield* fresh]
      yield* upsert(
        Parts,
        ["uid"],
        [
          { uid: low, batch, name: "l", whole_uid: middle },
          { uid: top, batch, name: "t" },
          { uid: middle, batch, name: "m", whole_uid: top }
        ],
        by
      )
      const again = { caller: yield* requesting("ann") }
      yield* updateMany(Parts, eq("batch", batch, Parts), { name: "n" }, again)
      yield* removeMany(Parts, eq("batch", batch, Parts), again)
      assert.strictEqual((yield* takeBack(again.caller.requestId)).length, 6)
      const parts = yield* list(Parts, queryOf(Parts, batch, { select: ["uid", "name", "whole_uid"] }))
      assert.deepStrictEqual(parts.values(), [
        { uid: top, name: "t", whole_uid: null },
        { uid: middle, name: "m", whole_uid: top },
        { uid: low, name: "l", whole_uid: middle }
      ])
      // They are not as the request left them, and so nothing of it goes.
      assert.deepInclude((yield* obstacles(by.caller.requestId))[0], { code: "changed" })
      assert.strictEqual((yield* get(Titles, title)).count, 1)
      const more = { caller: yield* requesting("ann") }
      yield* createMany(
        Parts,
        [
          { batch, name: "1" },
          { batch, name: "2" }
        ],
        more
      )
      yield* createNested(Titles, nested, more)
      assert.strictEqual((yield* takeBack(more.caller.requestId)).length, 5)
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).count, 3)
    })
  )

  it.effect("takes back what hooks wrote, and asks none", () =>
    Effect.gen(function* () {
      const title_uid = uidOf(yield* create(Titles, { name: "x" }))
      const by = { caller: yield* requesting("ann") }
      const loan = uidOf(yield* hooked.create(Loans, { title_uid, member: "m" }, by))
      assert.deepInclude(one(yield* get(Titles, title_uid)), { copies: 0 })
      yield* takeBack(by.caller.requestId)
      assert.deepInclude(one(yield* get(Titles, title_uid)), { copies: 1, version: 3n })
      assert.deepInclude(yield* refusal(get(Loans, loan)), { _tag: "RecordNotFound" })
    })
  )

  it.effect("is a request that can be undone like any other", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }))
      const by = { caller: yield* requesting("ann") }
      yield* update(Parts, uid, { name: "b" }, by)
      yield* remove(Parts, uid, by)
      const back = yield* requesting("ann")
      yield* takeBack(by.caller.requestId, back)
      assert.deepInclude(one(yield* get(Parts, uid)), { name: "a", version: 5n })
      yield* takeBack(back.requestId)
      assert.deepInclude(yield* refusal(get(Parts, uid)), { _tag: "RecordNotFound" })
      assert.deepStrictEqual(column(yield* history(Parts, uid), "operation"), [
        "delete",
        "restore",
        "restore",
        "restore",
        "delete",
        "update",
        "create"
      ])
    })
  )

  it.effect("undoes nothing where a record has changed since, and tells which, and who it was", () =>
    Effect.gen(function* () {
      const by = { caller: yield* requesting("ann") }
      const first = uidOf(yield* create(Parts, { name: "a" }, by))
      const second = uidOf(yield* create(Samples, { label: "b" }, by))
      const note = yield* fresh
      yield* replace(Notes, note, { body: "c" }, by)
      yield* update(Samples, second, { label: "x" }, { caller: Caller.user("bob") })
      yield* update(Notes, note, { body: "y" }, { caller: Caller.user("cy") })
      const met = yield* obstacles(by.caller.requestId)
      const told = met.map((one) => ("record" in one ? [one.record, one.code] : one))
      assert.deepStrictEqual(told, [
        [{ resource: "notes", uid: note }, "changed"],
        [{ resource: "samples", uid: second }, "changed"]
      ])
      const details = met.map((one) => ("detail" in one ? one.detail : ""))
      assert.match(details[0] ?? "", /^it is at version 2 since .*Z, by cy$/u)
      assert.match(details[1] ?? "", /^it is at version 2 since .*Z, by bob$/u)
      assert.strictEqual((yield* get(Parts, first)).count, 1)
    })
  )

  it.effect("is for whom the rule of each inverse lets, and tells nothing of what they do not see", () =>
    Effect.gen(function* () {
      const by = { caller: yield* requesting("ann", "editors") }
      const id = yield* fresh
      yield* replace(Diaries, id, { entry: "x" }, by)
      const [unseen] = yield* obstacles(by.caller.requestId, Caller.user("bob"))
      assert.deepStrictEqual(unseen, {
        record: null,
        code: "not-permitted",
        detail: "you may not take this back"
      })
      const [hidden] = yield* obstacles(by.caller.requestId, Caller.user("bob", { groups: ["editors"] }))
      assert.deepStrictEqual(hidden, { record: null, code: "unseen", detail: "you see no such record" })
      const [denied] = yield* obstacles(
        by.caller.requestId,
        Caller.user("bob", { groups: ["readers", "editors"] })
      )
      assert.deepInclude(denied, { record: { resource: "diaries", uid: id }, code: "not-permitted" })
      assert.strictEqual((yield* get(Diaries, id)).count, 1)
      yield* takeBack(by.caller.requestId, Caller.user("ann", { groups: ["editors"] }))
      assert.deepInclude(yield* refusal(get(Diaries, id)), { _tag: "RecordNotFound" })
    })
  )

  it.effect("names nothing that came back out of its caller's sight", () =>
    Effect.gen(function* () {
      const ann = { caller: Caller.user("ann", { groups: ["editors"] }) }
      const id = yield* fresh
      yield* replace(Diaries, id, { entry: "x" }, ann)
      const by = { caller: yield* requesting("ann", "editors") }
      yield* remove(Diaries, id, by)
      yield* restore(Diaries, id, 1n, ann)
      const stranger = Caller.user("bob", { groups: ["editors"] })
      assert.deepStrictEqual(yield* obstacles(by.caller.requestId, stranger), [
        { record: null, code: "unseen", detail: "you see no such record" }
      ])
    })
  )

  it.effect("says who deleted what it would change back, as far as its caller may read that", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }))
      const by = { caller: yield* requesting("ann") }
      yield* update(Parts, uid, { name: "b" }, by)
      yield* remove(Parts, uid, { caller: Caller.user("cleo") })
      const [obstacle] = yield* obstacles(by.caller.requestId)
      assert.deepInclude(obstacle, { record: { resource: "parts", uid }, code: "changed" })
      assert.match(String(Object(obstacle).detail), /at version 3 since .+, by cleo/u)
    })
  )

  it.effect("does not delete softly again what was purged", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Tracks, { name: "t" }))
      yield* remove(Tracks, uid)
      const by = { caller: yield* requesting("ann") }
      yield* purge(Tracks, uid, by)
      const [obstacle] = yield* obstacles(by.caller.requestId)
      assert.deepInclude(obstacle, { record: { resource: "tracks", uid }, code: "purged" })
    })
  )

  it.effect("meets today's constraints", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const uid = uidOf(yield* create(Folders, { name: "a", code }))
      const by = { caller: yield* requesting("ann") }
      const other = uidOf(yield* create(Parts, { name: "p" }, by))
      yield* update(Folders, uid, { code: null }, by)
      yield* create(Folders, { name: "b", code })
      const record = { resource: "folders", uid }
      assert.deepStrictEqual(yield* obstacles(by.caller.requestId), [
        { record, code: "conflict", detail: "another record has code meanwhile" }
      ])
      assert.deepInclude(one(yield* get(Folders, uid)), { code: null, version: 2n })
      yield* create(Parts, { name: "q", whole_uid: other })
      const part = { resource: "parts", uid: other }
      const again = { caller: yield* requesting("ann") }
      const made = uidOf(yield* create(Parts, { name: "r" }, again))
      yield* create(Parts, { name: "s", whole_uid: made })
      assert.deepStrictEqual(yield* obstacles(again.caller.requestId), [
        { record: { ...part, uid: made }, code: "referenced", detail: "other records refer to it" }
      ])
    })
  )

  it.effect("knows no request that changed nothing, and bounds how much it takes back", () =>
    Effect.gen(function* () {
      const requestId = yield* fresh
      const fault = (code: string, detail: string) => ({
        _tag: "RecordInvalid",
        resource: "undo",
        faults: [{ path: ["request_id"], code, detail }]
      })
      assert.deepStrictEqual(
        yield* refusal(takeBack(requestId)),
        fault("unknown", "is no request that has changed a record")
      )
      const by = { caller: yield* requesting("ann") }
      yield* createMany(Parts, [{ name: "1" }, { name: "2" }, { name: "3" }], by)
      assert.deepStrictEqual(
        yield* refusal(takeBack(by.caller.requestId, by.caller, 2)),
        fault("too-many", "is a request of more than 2 changes")
      )
      assert.strictEqual((yield* takeBack(by.caller.requestId, Caller.user("ann"), 3)).length, 3)
    })
  )

  it.effect("is done once by many at once, also where no column counts versions", () =>
    Effect.gen(function* () {
      for (const resource of [Parts, Notes]) {
        const uid = yield* fresh
        const body = (text: string) => (resource === Notes ? { body: text } : { name: text })
        yield* replace(resource, uid, body("a"))
        const by = { caller: yield* requesting("ann") }
        yield* update(resource, uid, body("b"), by)
        const callers = yield* Effect.forEach(times(8), () => requesting("ann"))
        const asked = callers.map((caller) => takeBack(by.caller.requestId, caller))
        assert.deepStrictEqual(yield* tally(asked), { ok: 1, UndoBlocked: 7 })
        assert.deepInclude(one(yield* get(resource, uid)), body("a"))
        yield* unbroken(uid, 3, resource)
      }
    })
  )

  it.effect("either comes before a write that meets it, or is in the way of nothing", () =>
    Effect.gen(function* () {
      for (const round of times(10)) {
        const uid = uidOf(yield* create(Parts, { name: "a" }))
        const by = { caller: yield* requesting("ann") }
        yield* update(Parts, uid, { name: "b" }, by)
        const write = Effect.asVoid(update(Parts, uid, { note: `${round}` }))
        yield* tally([Effect.asVoid(takeBack(by.caller.requestId)), write])
        const changes = yield* history(Parts, uid)
        const operations = column(changes, "operation")
        const done = [
          ["update", "restore", "update", "create"],
          ["update", "update", "create"]
        ]
        assert.deepInclude(done, operations)
        yield* unbroken(uid, operations.length)
      }
    })
  )
}

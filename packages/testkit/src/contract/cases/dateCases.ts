/** Contract: conditions on when a record last changed, and what tells it. */
import { assert } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, list, patch, remove, replace, update } from "../asking/ask.ts"
import { bob, ifUnmodifiedSince, queryOf } from "../asking/by.ts"
import { atMillis, type Cases, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { diary, reader, refused } from "../asking/diaries.ts"
import { locking } from "../asking/stamped.ts"
import { Diaries, Marks, Oddities, Parts, Titles } from "../declared/resources.ts"

const before = ifUnmodifiedSince("1970-01-01T00:00:04.999999Z")
const then = ifUnmodifiedSince("1970-01-01T00:00:05Z")

export const dateCases = (it: Cases): void => {
  // The one's instants are timestamptz, the other's timestamp.
  for (const resource of [Titles, Oddities]) {
    const values = (sort: number) => (resource === Titles ? { name: `${sort}` } : { sortOrder: sort })
    it.effect(
      `writes ${resource.name} only where they have not changed after an instant, to the microsecond`,
      () =>
        Effect.gen(function* () {
          const uid = uidOf(yield* create(resource, values(1)).pipe(atMillis(5000)))
          const stale = { _tag: "VersionMismatch", resource: resource.name, uid }
          for (const write of [
            update(resource, uid, values(2), before),
            replace(resource, uid, values(2), before),
            remove(resource, uid, before)
          ])
            assert.deepStrictEqual(yield* refusal(write), stale)
          assert.strictEqual((yield* history(resource, uid)).count, 1)
          yield* update(resource, uid, values(2), then).pipe(atMillis(5001))
          assert.deepStrictEqual(yield* refusal(remove(resource, uid, then)), stale)
          yield* replace(resource, uid, values(3), ifUnmodifiedSince("1970-01-01T00:00:05.001Z")).pipe(
            atMillis(5002)
          )
          yield* remove(resource, uid, ifUnmodifiedSince("2026-11-25T08:30:00Z"))
        })
    )
  }

  it.effect("judges it with the version, each by itself", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Titles, { name: "a" }).pipe(atMillis(5000)))
      const asking = (match: string, unmodifiedSince: string) => ({
        condition: { match: [match], noneMatch: null, unmodifiedSince }
      })
      for (const by of [asking("2", "1970-01-01T00:00:06Z"), asking("1", "1970-01-01T00:00:04Z")])
        assert.deepInclude(yield* refusal(update(Titles, uid, { name: "b" }, by)), {
          _tag: "VersionMismatch"
        })
      yield* update(Titles, uid, { name: "b" }, asking("1", "1970-01-01T00:00:05Z"))
    })
  )

  it.effect("asks nothing by it of what is not there, or keeps no instant of its change", () =>
    Effect.gen(function* () {
      const early = ifUnmodifiedSince("1970-01-01T00:00:00Z")
      const made = yield* replace(Titles, yield* fresh, { name: "a" }, early)
      assert.isTrue(made.created)
      const gone = yield* refusal(update(Titles, yield* fresh, { name: "a" }, early))
      assert.deepInclude(gone, { _tag: "RecordNotFound" })
      const mark = uidOf(yield* replace(Marks, yield* fresh, { label: "a" }))
      yield* update(Marks, mark, { label: "b" }, early)
      yield* remove(Marks, mark, early)
    })
  )

  it.effect(
    "judges it where other conditions are: behind sight and rule, before what a patch is written for",
    () =>
      Effect.gen(function* () {
        const uid = yield* diary().pipe(atMillis(5000))
        const unseen = yield* refusal(update(Diaries, uid, { entry: "x" }, { ...before, caller: bob }))
        assert.deepStrictEqual(unseen, refused("RecordNotFound", { uid }))
        const barred = yield* refusal(update(Diaries, uid, { entry: "x" }, { ...before, caller: reader }))
        assert.deepStrictEqual(barred, refused("NotPermitted", { act: "update" }))
        const tested = yield* refusal(
          patch(Diaries, uid, [{ op: "test", path: "/entry", value: "x" }], before)
        )
        assert.deepStrictEqual(tested, refused("VersionMismatch", { uid }))
        const fixed = yield* refusal(update(Diaries, uid, { sealed: "t" }, before))
        assert.deepStrictEqual(fixed, refused("VersionMismatch", { uid }))
      })
  )

  it.effect("locks a record under it", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Titles, { name: "a" }).pipe(atMillis(5000)))
      const store = yield* ResourceStore
      const lock = (instant: string) =>
        Effect.flatMap(
          locking(Titles, uid, { match: null, noneMatch: null, unmodifiedSince: instant }),
          (command) => store.unit((run) => run(command))
        )
      assert.strictEqual(versionOf(yield* lock("1970-01-01T00:00:05Z")), "1")
      assert.deepInclude(yield* refusal(lock("1970-01-01T00:00:04Z")), { _tag: "VersionMismatch" })
    })
  )

  it.effect("tells when a record was last updated, where the answer shows it", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* create(Parts, { batch, name: "a" }).pipe(atMillis(5500))
      const uid = uidOf(made)
      const at = "1970-01-01T00:00:05.5Z"
      assert.strictEqual(made.updatedAt(), at)
      assert.strictEqual((yield* get(Parts, uid)).updatedAt(), at)
      assert.strictEqual((yield* get(Parts, uid, { select: ["name", "last_updated_at"] })).updatedAt(), at)
      assert.isNull((yield* get(Parts, uid, { select: ["name", "created_at"] })).updatedAt())
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).updatedAt(), at)
      assert.isNull((yield* list(Parts, queryOf(Parts, yield* fresh))).updatedAt())
      assert.isNull((yield* history(Parts, uid)).updatedAt())
      const mark = yield* replace(Marks, yield* fresh, { label: "a" })
      assert.isNull(mark.updatedAt())
      const later = yield* update(Parts, uid, { name: "b" }).pipe(atMillis(6000))
      assert.strictEqual(later.updatedAt(), one(later)["last_updated_at"])
    })
  )
}

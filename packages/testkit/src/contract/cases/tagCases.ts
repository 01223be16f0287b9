/** Contract: what identifies the state of a record whose table counts no versions. */
import { assert } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { get, history, remove, replace, update } from "../asking/ask.ts"
import { ifMatch } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, refusal, versionOf } from "../asking/cases.ts"
import { Counters, Marks, Notes } from "../declared/resources.ts"
import { updating } from "../asking/stamped.ts"
import { tally, times, unbroken } from "../asking/together.ts"

export const tagCases = (it: Cases): void => {
  it.effect(
    "gives each content of a record a tag of its own where no column counts, whatever the clocks say",
    () =>
      Effect.gen(function* () {
        const uid = yield* fresh
        const made = yield* replace(Notes, uid, { body: "x" }).pipe(atMillis(5000))
        assert.strictEqual(versionOf(yield* get(Notes, uid, { select: ["body"] })), versionOf(made))
        const after = yield* update(Notes, uid, { body: "y" }, ifMatch(versionOf(made))).pipe(atMillis(3000))
        assert.notStrictEqual(versionOf(after), versionOf(made))
        assert.strictEqual(versionOf(yield* get(Notes, uid)), versionOf(after))
        const late = yield* refusal(update(Notes, uid, { body: "z" }, ifMatch(versionOf(made))))
        assert.strictEqual(late["_tag"], "VersionMismatch")
      })
  )

  it.effect("gives a record that is changed and changed back a tag that it never had", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = versionOf(yield* replace(Marks, uid, { label: "x" }))
      yield* update(Marks, uid, { label: "y" })
      assert.notStrictEqual(versionOf(yield* update(Marks, uid, { label: "x" })), made)
      const late = yield* refusal(update(Marks, uid, { label: "z" }, ifMatch(made)))
      assert.strictEqual(late["_tag"], "VersionMismatch")
    })
  )

  it.effect("answers a delete with the tag of the record that was", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* replace(Notes, uid, { body: "x" })
      assert.strictEqual(versionOf(yield* remove(Notes, uid)), versionOf(made))
    })
  )

  it.effect("gives a record that is made again under its uid a tag that none had before it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = versionOf(yield* replace(Notes, uid, { body: "x" }))
      yield* remove(Notes, uid)
      assert.notStrictEqual(versionOf(yield* replace(Notes, uid, { body: "x" })), made)
      const late = yield* refusal(update(Notes, uid, { body: "y" }, ifMatch(made)))
      assert.strictEqual(late["_tag"], "VersionMismatch")
    })
  )

  it.effect("keeps the tag of a record that an update leaves as it is", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* replace(Notes, uid, { body: "x" })
      assert.strictEqual(versionOf(yield* update(Notes, uid, { body: "x" })), versionOf(made))
      assert.strictEqual(versionOf(yield* get(Notes, uid)), versionOf(made))
    })
  )

  it.effect("lets one of each pair win that expects the same tag, forty times", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Notes, uid, { body: "x" })
      for (const round of times(40)) {
        const by = ifMatch(versionOf(yield* get(Notes, uid)))
        const pair = ["a", "b"].map((who) => update(Notes, uid, { body: `${round} ${who}` }, by))
        assert.deepStrictEqual(yield* tally(pair), { ok: 1, VersionMismatch: 1 })
      }
      yield* unbroken(uid, 41, Notes)
    })
  )

  it.effect("gives two tags to a record that one unit writes twice", () =>
    Effect.gen(function* () {
      const [uid, store] = [yield* fresh, yield* ResourceStore]
      const made = versionOf(yield* replace(Notes, uid, { body: "x" }))
      const [first, second] = [
        yield* updating(Notes, uid, { body: "y" }),
        yield* updating(Notes, uid, { body: "z" })
      ]
      const tags = yield* store.unit((run) =>
        Effect.map(Effect.all([run(first), run(second)]), (all) => all.map(versionOf))
      )
      assert.strictEqual(new Set([made, ...tags]).size, 3)
      assert.strictEqual(versionOf(yield* get(Notes, uid)), tags[1])
    })
  )

  it.effect("takes an update of nothing where the table keeps nothing of the audit either", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* replace(Marks, uid, { label: "a" })
      assert.strictEqual(versionOf(yield* update(Marks, uid, {})), versionOf(made))
      assert.strictEqual((yield* history(Marks, uid)).count, 1)
    })
  )

  for (const resource of [Marks, Counters]) {
    it.effect(
      `counts the changes of ${resource.name}, whose rows do not tell version and instant, also across a delete`,
      () =>
        Effect.gen(function* () {
          const uid = yield* fresh
          yield* replace(resource, uid, { label: "a" }).pipe(atMillis(5000))
          yield* update(resource, uid, { label: "b" }).pipe(atMillis(4000))
          yield* replace(resource, uid, { label: "c" }).pipe(atMillis(3000))
          yield* remove(resource, uid).pipe(atMillis(2000))
          yield* replace(resource, uid, { label: "d" }).pipe(atMillis(1000))
          const changes = yield* history(resource, uid)
          assert.deepStrictEqual(column(changes, "version"), [5n, 4n, 3n, 2n, 1n])
          assert.deepStrictEqual(new Set(column(changes, "at")), new Set(["1970-01-01T00:00:05Z"]))
          yield* tally(times(20).map((at) => update(resource, uid, { label: `${at}` })))
          yield* unbroken(uid, 25, resource)
        })
    )
  }
}

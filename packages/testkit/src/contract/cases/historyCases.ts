/** Contract: one change per write, and who may read which. */
import { assert } from "@effect/vitest"
import { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, remove, replace, update } from "../asking/ask.ts"
import { bob } from "../asking/by.ts"
import { canonical } from "../asking/canonical.ts"
import { atMillis, type Cases, column, fresh, nobody, one, refusal, uidOf } from "../asking/cases.ts"
import { unsaid } from "../asking/unsaid.ts"
import { Notes, Parts, Samples } from "../declared/resources.ts"

export const historyCases = (it: Cases): void => {
  it.effect("records who wrote what, when, under which request, and what it was afterwards", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const first = one(yield* replace(Notes, uid, { body: "a" }).pipe(atMillis(1000)))
      const second = one(yield* update(Notes, uid, { body: "b" }, { caller: bob }).pipe(atMillis(2500)))
      yield* replace(Notes, uid, { body: "c" }, { caller: Caller.user("cy", { requestId: "r3" }) }).pipe(
        atMillis(3000)
      )
      yield* remove(Notes, uid, { caller: nobody }).pipe(atMillis(4000))
      const changes: ReadonlyArray<unknown> = (yield* history(Notes, uid)).values()
      const shared = { ...unsaid, resource: "notes", uid }
      assert.deepStrictEqual(changes.slice(2), [
        {
          ...shared,
          version: 2n,
          operation: "update",
          at: "1970-01-01T00:00:02.5Z",
          actor: "bob",
          request_id: "bob's",
          after: second
        },
        {
          ...shared,
          version: 1n,
          operation: "create",
          at: "1970-01-01T00:00:01Z",
          actor: "ann",
          request_id: "ann's",
          after: first
        }
      ])
      const { after, ...gone } = { after: undefined, ...Object(changes[0]) }
      assert.deepStrictEqual(gone, {
        ...shared,
        version: 4n,
        operation: "delete",
        at: "1970-01-01T00:00:04Z",
        actor: "anonymous",
        request_id: "nobody's"
      })
      assert.isNull(after)
      assert.deepInclude(Object(changes[1]), { operation: "replace", actor: "cy", request_id: "r3" })
    })
  )

  it.effect("keeps every kind of field in a change as the record has it", () =>
    Effect.gen(function* () {
      const made = yield* create(Samples, {
        label: "é😀",
        big: 9_007_199_254_740_993n,
        exact: "1.5",
        real: 0.1,
        day: "2024-02-29",
        moment: "2026-11-25T03:53:58.1Z",
        mood: "high",
        words: ["a", ""],
        numbers: [1],
        doc: { a: [1.5, null] }
      })
      const changes = yield* history(Samples, uidOf(made))
      assert.deepStrictEqual(column(changes, "after"), [one(made)])
      assert.include(canonical(`[${changes.json()}]`), canonical(made.json()))
    })
  )

  it.effect("leaves no change for reads, refusals and updates that change nothing", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x", maker: "m" }))
      yield* get(Parts, uid)
      yield* history(Parts, uid)
      yield* update(Parts, uid, { name: "x" })
      yield* refusal(update(Parts, uid, { maker: "n" }))
      yield* refusal(update(Parts, uid, { sample_uid: yield* fresh }))
      assert.strictEqual((yield* history(Parts, uid)).count, 1)
    })
  )

  it.effect("answers the newest change first, and the page that limit and offset cut out", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "0" }))
      yield* Effect.forEach(["1", "2", "3"], (name) => update(Parts, uid, { name }))
      const versions = Effect.fnUntraced(function* (page: {
        readonly limit?: number
        readonly offset?: number
      }) {
        const rows = yield* history(Parts, uid, page)
        assert.deepStrictEqual(
          rows.keys().map(({ version }) => version),
          column(rows, "version").map(String)
        )
        return column(rows, "version")
      })
      assert.deepStrictEqual(yield* versions({}), [4n, 3n, 2n, 1n])
      assert.deepStrictEqual(yield* versions({ limit: 2, offset: 1 }), [3n, 2n])
      assert.deepStrictEqual(yield* versions({ offset: 4 }), [])
      assert.deepStrictEqual(yield* versions({ limit: 0 }), [])
    })
  )

  it.effect("answers the chosen fields of each change, in the order of the choice", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const rows = yield* history(Parts, uid, { select: ["operation", "version", "actor"] })
      assert.strictEqual(rows.json(), `{"operation":"create","version":1,"actor":"ann"}`)
      assert.deepStrictEqual(
        rows.values().map(({ operation, version, actor }) => ({ operation, version, actor })),
        [{ operation: "create", version: 1n, actor: "ann" }]
      )
      assert.deepStrictEqual(rows.keys(), [{ uid, version: "1" }])
    })
  )

  it.effect("never stores a write-only field in a change", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x", secret: "hush" })
      const changes = yield* history(Parts, uidOf(made))
      assert.notInclude(changes.json(), "hush")
      assert.notInclude(changes.json(), "secret")
    })
  )
}

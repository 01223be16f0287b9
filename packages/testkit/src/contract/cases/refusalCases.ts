/** Contract: that a request was refused can be recorded, and is no change of anything. */
import { assert } from "@effect/vitest"
import { Caller, recordRefusal, RecordInvalid, ResourceStore, undo } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, list, plain } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { type Cases, fresh, one, uidOf } from "../asking/cases.ts"
import { Notes, Parts, Samples } from "../declared/resources.ts"

export const refusalCases = (it: Cases): void => {
  it.effect("moves no record, version or history, and is nothing that could be undone", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = one(yield* create(Parts, { batch, name: "a" }))
      const uid = String(made["uid"])
      const caller = Caller.user("bob", { requestId: yield* fresh })
      yield* recordRefusal({ resource: Parts, uid, act: "update", kind: "NotPermitted", caller })
      assert.deepStrictEqual(one(yield* get(Parts, uid)), made)
      assert.strictEqual((yield* history(Parts, uid)).count, 1)
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).count, 1)
      const undone = yield* Effect.flip(undo(plain, { requestId: caller.requestId, most: 10 }, caller))
      assert.instanceOf(undone, RecordInvalid)
    })
  )

  it.effect("is taken of no record, of one that is not there, and in whatever words", () =>
    Effect.gen(function* () {
      const quoted = `"'); drop table audit.refusal; --`
      const occasion = { reason: quoted, clientRequestId: quoted, traceId: null, via: quoted }
      const caller = Caller.user(quoted, { requestId: quoted, occasion, actor: "x".repeat(5000) })
      for (const resource of [Parts, Samples, Notes])
        for (const uid of [null, yield* fresh, quoted, "y".repeat(8000)])
          yield* recordRefusal({ resource, uid, act: null, kind: quoted, caller })
    })
  )

  it.effect("is recorded as often as it is told, by many at once, while records are written", () =>
    Effect.gen(function* () {
      const store = yield* ResourceStore
      const caller = Caller.anonymous(yield* fresh)
      const refused = { resource: Parts, uid: null, act: "list", kind: "NotPermitted", caller } as const
      const uids = yield* Effect.all(
        Array.from({ length: 20 }, () =>
          Effect.andThen(recordRefusal(refused), Effect.map(create(Parts, { name: "x" }), uidOf))
        ),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(new Set(uids).size, 20)
      // A unit goes on beside it as if nothing was.
      yield* store.unit(() => Effect.void)
    })
  )
}

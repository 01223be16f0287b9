/** Contract: what is kept of a request that was refused, as whoever owns the store reads it there. */
import { assert } from "@effect/vitest"
import {
  Caller,
  type KeptRefusal,
  NotPermitted,
  recordRefusal,
  type RefusedRequest,
  ResourceStore
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { atMillis, type Cases, fresh } from "../asking/cases.ts"
import { creating } from "../asking/stamped.ts"
import { Parts } from "../declared/resources.ts"

/** Those of one request, in the order in which they were recorded. */
export type ReadRefusals = (requestId: string) => Effect.Effect<ReadonlyArray<KeptRefusal>>

const refusedTo = (caller: Caller.Caller): RefusedRequest => ({
  resource: Parts,
  uid: "7",
  act: "update",
  kind: "NotPermitted",
  caller
})

export const keptRefusalCases =
  (read: ReadRefusals) =>
  (it: Cases): void => {
    it.effect("has all that its stamp tells, and nothing else", () =>
      Effect.gen(function* () {
        const requestId = yield* fresh
        const occasion = { reason: "r", clientRequestId: "c", traceId: "t", via: "batch" }
        const known = { requestId, actor: "bot", issuer: "https://issuer.example" }
        const caller = Caller.user("ann", { ...known, occasion })
        yield* atMillis(1_795_800_000_125)(recordRefusal(refusedTo(caller)))
        assert.deepStrictEqual(yield* read(requestId), [
          {
            resource: "parts",
            uid: "7",
            act: "update",
            kind: "NotPermitted",
            at: "2026-11-27T17:20:00.125Z",
            actor: "bot",
            on_behalf_of: "ann",
            issuer: "https://issuer.example",
            request_id: requestId,
            client_request_id: "c",
            trace_id: "t",
            via: "batch",
            reason: "r"
          }
        ])
      })
    )

    it.effect("has nulls for what nobody knows, and may come more than once for a request", () =>
      Effect.gen(function* () {
        const requestId = yield* fresh
        const refused = { ...refusedTo(Caller.anonymous(requestId)), uid: null, act: null }
        yield* recordRefusal(refused)
        yield* recordRefusal(refused)
        const kept = yield* read(requestId)
        assert.strictEqual(kept.length, 2)
        for (const { at: _, ...one } of kept)
          assert.deepStrictEqual(one, {
            resource: "parts",
            uid: null,
            act: null,
            kind: "NotPermitted",
            actor: "anonymous",
            on_behalf_of: null,
            issuer: null,
            request_id: requestId,
            client_request_id: null,
            trace_id: null,
            via: null,
            reason: null
          })
      })
    )

    it.effect("stays where the unit that was refused is undone", () =>
      Effect.gen(function* () {
        const requestId = yield* fresh
        const { unit } = yield* ResourceStore
        const write = yield* creating(Parts, yield* fresh, { name: "x" })
        const refused = new NotPermitted({ resource: "parts", act: "update" })
        yield* Effect.flip(unit((run) => Effect.andThen(run(write), Effect.fail(refused))))
        yield* recordRefusal(refusedTo(Caller.user("ann", { requestId })))
        assert.strictEqual((yield* read(requestId)).length, 1)
      })
    )
  }

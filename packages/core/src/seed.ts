/** Records before there is a request: what a test or a first start finds in a store. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { Caller } from "./access/Caller.ts"
import { forServer } from "./access/Permit.ts"
import { stamp } from "./command/stamp.ts"
import { validate } from "./command/validate.ts"
import { type CommandFailure, type Fault, RecordInvalid } from "./failures.ts"
import { newUid } from "./hooks/newUid.ts"
import { typedRow } from "./hooks/typedRow.ts"
import * as Projection from "./query/Projection.ts"
import { readUid } from "./resource/Key.ts"
import type { Resource, RowOf, ServerCreateOf } from "./resource/Resource.ts"
import { written } from "./store/expect.ts"
import { ResourceStore, type Run } from "./store/ResourceStore.ts"
import type { Values } from "./value/ColumnType.ts"
import { fromMillis } from "./value/instant.ts"

/** A record as a hook would create it, under this uid or a new one. */
export type SeedOf<R extends Resource> = ServerCreateOf<R> & { readonly uid?: string }

/**
 * Creates these records, all or none, as this caller and now: without rules and hooks, but validated and in the trail like
 * any write. Answers them in order as they are then; fails as a create would.
 */
export const seed = Effect.fnUntraced(function* <R extends Resource>(
  resource: R,
  records: ReadonlyArray<SeedOf<R>>,
  caller: Caller
): Effect.fn.Return<ReadonlyArray<RowOf<R>>, CommandFailure, ResourceStore | SecureRandom.SecureRandom> {
  const at = fromMillis(yield* Clock.currentTimeMillis)
  const random = yield* SecureRandom.SecureRandom
  const store = yield* ResourceStore
  const one = (run: Run) =>
    Effect.fnUntraced(function* (record: SeedOf<R>) {
      const { uid, values } = yield* Effect.fromResult(parted(resource, record))
      const permit = forServer(resource, "create", caller)
      const projection = Projection.whole(resource)
      const command = { _tag: "Create", permit, values, projection } as const
      const rows = yield* written(run, stamp(command, caller, at, uid ?? (yield* newUid(resource, random))))
      return rows.values().map((row) => typedRow(resource, row))
    })
  return (yield* store.unit((run) => Effect.forEach(records, one(run)))).flat()
})

/** The uid as its column writes it, null for a new one; and the cells of the other fields. */
function parted(
  resource: Resource,
  { uid, ...body }: { readonly uid?: string }
): Result.Result<{ readonly uid: string | null; readonly values: Values }, RecordInvalid> {
  const { key, name } = resource
  const values = validate(resource, { ...body }, { extent: "whole", by: "server", strict: true })
  if (uid === undefined) return Result.map(values, (values) => ({ uid: null, values }))
  const read = key.by === "server" || key.by === "client" ? readUid(key, uid) : null
  return read === null
    ? Result.fail(new RecordInvalid({ resource: name, faults: [noUid] }))
    : Result.map(values, (values) => ({ uid: read, values }))
}

const noUid: Fault = {
  path: ["uid"],
  code: "type",
  detail: "is no uid of these records, or not for anybody to name"
}

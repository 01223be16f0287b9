/** Keeps that a request was refused, once nothing of it remains. */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Caller } from "./access/Caller.ts"
import { forServer } from "./access/Permit.ts"
import type { RecordRefusal } from "./command/Command.ts"
import { stamp } from "./command/stamp.ts"
import { StoreUnavailable } from "./failures.ts"
import type { Resource } from "./resource/Resource.ts"
import { changes } from "./store/expect.ts"
import { ResourceStore } from "./store/ResourceStore.ts"
import { fromMillis } from "./value/instant.ts"

/** Who was refused what, by which resource. */
export interface RefusedRequest extends Pick<RecordRefusal, "uid" | "act" | "kind"> {
  readonly resource: Resource
  readonly caller: Caller
}

/**
 * Outside of whatever was refused, as that is undone. Fails with StoreUnavailable whatever keeps it from being kept, a table
 * or a right that is missing as well: whoever watches must not take silence for peace.
 */
export const recordRefusal = Effect.fnUntraced(
  function* ({ resource, caller, ...refused }: RefusedRequest) {
    const at = fromMillis(yield* Clock.currentTimeMillis)
    const { run } = yield* ResourceStore
    const command = {
      _tag: "RecordRefusal",
      permit: forServer(resource, "history", caller),
      ...refused
    } as const
    yield* changes(run, stamp(command, caller, at, null))
  },
  Effect.catchCause((cause) =>
    Effect.fail(new StoreUnavailable({ outcomeUnknown: false, cause: Cause.squash(cause) }))
  )
)

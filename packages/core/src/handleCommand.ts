/** The one use case: validate, run the hooks, stamp, and let the store do it. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { Api } from "./Api.ts"
import { stamp } from "./command/stamp.ts"
import type { Caller } from "./access/Caller.ts"
import type { Command } from "./command/Command.ts"
import type { CommandFailure, Unauthenticated } from "./failures.ts"
import { fromMillis } from "./value/instant.ts"
import { asUnit } from "./hooks/asUnit.ts"
import type { HookRefusal } from "./hooks/HookRefusal.ts"
import { cameOrWent, runUnit } from "./hooks/runUnit.ts"
import { hasReadHooks, readHooks } from "./hooks/readHooks.ts"
import type * as Resource from "./resource/Resource.ts"
import { ResourceStore } from "./store/ResourceStore.ts"
import type { Rows } from "./store/Rows.ts"
import { validCommand } from "./command/validCommand.ts"

export interface CommandOptions {
  /** Whether a body is refused that names fields which only the server writes (`Prefer: handling=strict`). */
  readonly strict: boolean
}

/** Everything between a command and its rows; one statement, or, where hooks take part in a write, one transaction. */
export const handleCommand = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  api: Api<E, S>,
  command: Command<R>,
  caller: Caller,
  options: CommandOptions
): Effect.fn.Return<
  Rows<Resource.RowOf<R>>,
  CommandFailure | Unauthenticated | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
> {
  const valid = yield* Effect.fromResult(validCommand(command, "client", options.strict))
  const moment = { caller, at: fromMillis(yield* Clock.currentTimeMillis) }
  const store = yield* ResourceStore
  const hooks = api.hooks.get(command.resource.name)
  if (hooks !== undefined && hasReadHooks(hooks) && (valid._tag === "Get" || valid._tag === "List")) {
    return yield* readHooks(hooks, valid, moment, store.run)
  }
  const write = asUnit(valid, hooks ?? {})
  if (write !== null) {
    const random = yield* SecureRandom.SecureRandom
    const unit = store.unit((run) => runUnit(write, hooks ?? {}, { ...moment, run, random }))
    return yield* Effect.retry(unit, { while: (failure) => failure === cameOrWent, times: 5 })
  }
  const newUid = valid._tag === "Create" ? yield* (yield* SecureRandom.SecureRandom).uuidV7() : null
  return yield* store.run(stamp(valid, caller, moment.at, newUid))
})

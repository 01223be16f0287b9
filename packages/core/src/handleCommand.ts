/** The one use case: validate, run the hooks, stamp, and let the store do it. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { Caller } from "./access/Caller.ts"
import { referencesOf } from "./access/Reference.ts"
import type { Api } from "./Api.ts"
import type { ClientCommand } from "./command/Command.ts"
import { stamp } from "./command/stamp.ts"
import { validCommand } from "./command/validCommand.ts"
import type { CommandFailure, Unauthenticated } from "./failures.ts"
import { asUnit } from "./hooks/asUnit.ts"
import type { HookRefusal } from "./hooks/HookRefusal.ts"
import { newUid } from "./hooks/newUid.ts"
import { hookedRead, readHooks } from "./hooks/readHooks.ts"
import { runUnit } from "./hooks/runUnit.ts"
import type { Resource } from "./resource/Resource.ts"
import { answered } from "./store/expect.ts"
import { ResourceStore } from "./store/ResourceStore.ts"
import type { Rows } from "./store/Rows.ts"
import { fromMillis } from "./value/instant.ts"

/** How a client wants its command to be handled. */
export interface CommandOptions {
  /** Whether a body is refused that names fields which only the server writes (`Prefer: handling=strict`). */
  readonly strict: boolean
}

/**
 * Everything between a command and its rows; one statement, or, where hooks take part in a write, one transaction. Fails
 * with what the store answers instead, RecordInvalid for a body, or a hook's own error inside a HookRefusal.
 */
export const handleCommand = Effect.fnUntraced(function* <R extends Resource, E, S>(
  api: Api<E, S>,
  command: ClientCommand<R>,
  caller: Caller,
  options: CommandOptions
): Effect.fn.Return<
  Rows,
  CommandFailure | Unauthenticated | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
> {
  const valid = yield* Effect.fromResult(validCommand(command, "client", options.strict))
  const moment = { caller, at: fromMillis(yield* Clock.currentTimeMillis) }
  const store = yield* ResourceStore
  const hooks = api.hooks.get(command.permit.resource.name) ?? {}
  const links = api.links.get(command.permit.resource)
  if (links === undefined) return yield* Effect.die(stranger(api.name, command.permit.resource.name))
  const references = referencesOf(links, caller)
  const write = asUnit(valid, hooks)
  if (write !== null) return yield* runUnit(write, hooks, { ...moment, references }, store.unit)
  const read = hookedRead(valid, hooks)
  if (read !== null) return yield* readHooks(read, hooks, moment, store.run)
  const uid =
    valid._tag === "Create" ? yield* newUid(valid.permit.resource, yield* SecureRandom.SecureRandom) : null
  return yield* answered(store.run, stamp(valid, caller, moment.at, uid, references))
})

/** Without the api that it belongs to, nobody could say what a record may refer to. */
function stranger(api: string, resource: string): Error {
  return new Error(
    `A command about "${resource}" was asked of the api "${api}", which does not have that resource.`
  )
}

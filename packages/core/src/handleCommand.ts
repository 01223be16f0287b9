/** The one use case: validate, run the hooks, stamp, and let the store do it. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Result from "effect/Result"
import type { Caller } from "./access/Caller.ts"
import { referencesOf } from "./access/Reference.ts"
import type { Api } from "./Api.ts"
import type { ClientCommand } from "./command/Command.ts"
import { type IdempotencyKey, ownKey } from "./command/IdempotencyKey.ts"
import { outOfReach, pastReadOf } from "./command/reachable.ts"
import { type NewUid, stamp } from "./command/stamp.ts"
import { validCommand } from "./command/validCommand.ts"
import type { CommandFailure, CredentialFailure } from "./failures.ts"
import { type AnyWrite, asUnit } from "./hooks/asUnit.ts"
import type { HookRefusal } from "./hooks/HookRefusal.ts"
import { newUidFor } from "./hooks/newUid.ts"
import { placedInRows } from "./hooks/placed.ts"
import { hookedRead, readHistory, readHooks } from "./hooks/readHooks.ts"
import type { Missed } from "./hooks/Hooking.ts"
import type { Handlers } from "./hooks/Hooks.ts"
import type { Moment } from "./hooks/Records.ts"
import type { AfterReads } from "./hooks/widened.ts"
import { runNested } from "./hooks/runNested.ts"
import { runUnit } from "./hooks/runUnit.ts"
import { type Softly, softlyOf } from "./hooks/Softly.ts"
import type { Resource } from "./resource/Resource.ts"
import { answered } from "./store/expect.ts"
import { keepingRows } from "./store/keptRows.ts"
import { ResourceStore, type UnitOfRows } from "./store/ResourceStore.ts"
import type { Rows } from "./store/Rows.ts"
import { withinReach } from "./store/withinReach.ts"
import type { Cell } from "./value/ColumnType.ts"
import { fromMillis } from "./value/instant.ts"

/** How a client wants its command to be handled. */
export interface CommandOptions {
  /** Whether a body is refused that names fields which only the server writes (`Prefer: handling=strict`). */
  readonly strict: boolean
  /** Under which a write happens once; a read has none. */
  readonly key?: IdempotencyKey | null
}

/**
 * Everything between a command and its rows; one statement, or, where hooks take part in a write or it makes several records, one transaction. Fails
 * with what the store answers instead, RecordInvalid for a body, or a hook's own error inside a HookRefusal.
 */
export const handleCommand = <R extends Resource, E, S>(
  api: Api<E, S>,
  command: ClientCommand<R>,
  caller: Caller,
  options: CommandOptions
): Effect.Effect<
  Rows,
  CommandFailure | CredentialFailure | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
> =>
  // One step for all that is asked of the surroundings: a generator's step for each costs more than what they do.
  Effect.contextWith((context: Context.Context<ResourceStore | SecureRandom.SecureRandom | S>) => {
    const { resource } = command.permit
    const valid = validCommand(command, "client", options.strict)
    if (Result.isFailure(valid)) return Effect.fail(valid.failure)
    const links = api.links.get(resource)
    if (links === undefined) return Effect.die(stranger(api.name, resource.name))
    const softly = softlyOf(resource)
    const hooks = softly === null ? (api.hooks.get(resource.name) ?? {}) : softly.takingPart(resource, api)
    const references = referencesOf(links, caller)
    const millis = Context.get(context, Clock.Clock).currentTimeMillisUnsafe()
    const past = pastReadOf(command)
    const lost = past === null ? null : outOfReach(past, millis)
    if (lost !== null) return Effect.fail(lost)
    const at = fromMillis(millis)
    const store = Context.get(context, ResourceStore)
    const asking = past === null ? store.run : withinReach(store.run, past, millis)
    const asked = valid.success
    const { key = null } = options
    const keeping = key === null ? null : keepingRows(asked, caller.actor, ownKey(caller, key))
    const afterReads: AfterReads<E, S> = ({ name }) => api.hooks.get(name)?.afterRead
    const missed = softly === null ? null : missing(softly, asked, { caller, at, hooks })
    const unitOfRows: UnitOfRows = keeping === null ? store.unit : (body) => store.unit(body, keeping)
    const unit = (write: AnyWrite<R>) =>
      inRows(write, runUnit(write, { hooks, afterReads, missed }, { caller, at, references }, unitOfRows))
    if (asked._tag === "Patch" || asked._tag === "Restore") return unit(asked)
    if (asked._tag === "CreateNested" || asked._tag === "CreateManyNested")
      return runNested(asked, api, { caller, at }, unitOfRows)
    const write = asUnit(asked, hooks)
    if (write !== null) return unit(write)
    const alone = () => {
      const read = hookedRead(asked, hooks, afterReads)
      if (read !== null) return readHooks(read, hooks, afterReads, { caller, at }, asking)
      const run = (uid: NewUid) =>
        inRows(asked, answered(asking, stamp(asked, caller, at, uid, references, key)))
      const uid = newUidFor(asked, Context.get(context, SecureRandom.SecureRandom))
      return uid === null ? run(null) : Effect.flatMap(uid, run)
    }
    return missed === null ? alone() : Effect.catch(alone(), (failure) => missed(store.run)(failure))
  })

/** What is asked once a record was not found that may have been deleted softly: inside the unit that missed it, as none goes on. */
function missing<E, S>(
  softly: Softly,
  command: ClientCommand<Resource, Cell>,
  { hooks, ...moment }: Moment & { readonly hooks: Handlers<E, S> }
): Missed<E, S> {
  return (run) =>
    softly.orGone(command, {
      caller: moment.caller,
      history: (asked) => readHistory(asked, hooks, moment, run)
    })
}

/** What fails in a body of rows is told as of one of them. */
function inRows<A, E, R>(command: ClientCommand<Resource, Cell>, done: Effect.Effect<A, E, R>) {
  return command._tag === "CreateMany" || command._tag === "Upsert" ? placedInRows(command, done) : done
}

/** Without the api that it belongs to, nobody could say what a record may refer to. */
function stranger(api: string, resource: string): Error {
  return new Error(
    `A command about "${resource}" was asked of the api "${api}", which does not have that resource.`
  )
}

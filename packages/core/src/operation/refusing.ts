/** What an operation fails with, as its caller may learn of it. */
import * as Effect from "effect/Effect"
import { type CommandFailure, type CredentialFailure, RecordInvalid, ValueRefused } from "../failures.ts"
import { HookRefusal, isOwn } from "../hooks/HookRefusal.ts"
import { unnamed } from "../hooks/passedOn.ts"

type Told<E> = CommandFailure | CredentialFailure | HookRefusal<E>

/**
 * An error of the operation's own is wrapped. A failure of `Records` keeps its meaning and loses the names of fields: those
 * of a record are none of the input's.
 */
export const refusing = <A, E, R>(name: string, run: Effect.Effect<A, E, R>): Effect.Effect<A, Told<E>, R> =>
  Effect.catch(run, (error): Effect.Effect<never, Told<E>> => {
    if (!isOwn(error)) return Effect.fail(new HookRefusal(error))
    if (error instanceof RecordInvalid) return Effect.fail(new ValueRefused({ resource: name, fields: [] }))
    return Effect.fail("fields" in error ? unnamed(error) : error)
  })

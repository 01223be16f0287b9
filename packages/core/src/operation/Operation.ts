/** What an api can do beside reading and writing records one by one: a name, what it takes and answers, who may, and how. */
import type * as Effect from "effect/Effect"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import type { Caller } from "../access/Caller.ts"
import type { CommandFailure, CredentialFailure, Fault } from "../failures.ts"
import type { HookRefusal } from "../hooks/HookRefusal.ts"
import type { Moment, Records } from "../hooks/Records.ts"
import type { Rule } from "../resource/Access.ts"
import type { ResourceStore } from "../store/ResourceStore.ts"
import { checkOperation } from "./checkOperation.ts"
import { type Form, inputOf } from "./inputOf.ts"
import { outputOf } from "./outputOf.ts"
import type { SqlFunctions } from "../store/SqlFunctions.ts"
import { runOperation } from "./runOperation.ts"
import { type DescribedFunction, sqlOperation } from "./sqlOperation.ts"

/** A call with its input: what it comes to for a caller, as JSON text. */
export type Call<E, S> = (
  caller: Caller
) => Effect.Effect<
  string,
  CommandFailure | CredentialFailure | HookRefusal<E>,
  ResourceStore | SecureRandom.SecureRandom | S
>

/** An operation as a wire serves it; `E` and `S` are the errors and services that it brings along. */
export interface Operation<out E = never, out S = never> {
  readonly _tag: "Operation"
  readonly name: string
  /** Decided by the caller alone. */
  readonly access: Rule
  /** Whether it writes nothing, so that whoever may can call it again and again. */
  readonly safe: boolean
  /** Whether it is called outside of the store's transactions, so that nobody can undo what it did. */
  readonly alone: boolean
  /** The call that this input makes, or all that is wrong with it. */
  readonly accept: (input: unknown, form: Form) => Result.Result<Call<E, S>, ReadonlyArray<Fault>>
}

/** What an operation takes and answers; neither schema needs a service. */
export interface Described<I, O> {
  /** A struct of what is sent: nothing else is taken, and every fault is told with its place. */
  readonly input: Schema.Codec<I, unknown>
  /** What it answers; another value is a mistake of the operation's own, and undoes what it did. */
  readonly output: Schema.Codec<O, unknown>
  /** Who may call it. It is about no record, so that a rule that asks for one ends the start. */
  readonly access: Rule
  /** That it writes nothing: it is answered to GET too, in no transaction, and dies where it would write all the same. */
  readonly safe?: boolean
}

/**
 * An operation in TypeScript: one transaction around `run`, which reaches records of any resource by `Records`, in the
 * caller's name. Its own errors need a status where it is served. Where nothing of the transaction remains it may run
 * again, as after a deadlock: so have no effects outside. Throws InvalidDeclaration for what could not be served.
 */
export const make = <I, O, E = never, S = never>(
  name: string,
  described: Described<I, O> & { readonly run: (input: I, moment: Moment) => Effect.Effect<O, E, S> }
): Operation<E, Exclude<S, Records>> => {
  const { access, run, safe = false } = described
  checkOperation(name, access)
  const read = inputOf(described.input)
  const print = outputOf(name, described.output)
  return {
    _tag: "Operation",
    name,
    access,
    safe,
    alone: false,
    accept: (input, form) =>
      Result.map(
        read(input, form),
        (input) => (caller) =>
          runOperation({ name, safe, print, run: (moment) => run(input, moment) }, caller)
      )
  }
}

export { type DescribedFunction, record, type Returned, rows, value } from "./sqlOperation.ts"

/**
 * A function of the database, by declaration only: none other can be called. It is called alone, in a statement of its own,
 * and what it writes leaves no change in the trail. Throws InvalidDeclaration for what could not be served.
 */
export const sql = (name: string, described: DescribedFunction): Operation<never, SqlFunctions> =>
  sqlOperation(name, described)

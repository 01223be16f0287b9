/** Errors of the application's own hooks and operations, kept apart from what core itself fails with: by class, whatever their tags. */
import * as Effect from "effect/Effect"
import {
  AnswerTooLarge,
  AuthenticationInsufficient,
  type CommandFailure,
  Conflict,
  ConstraintViolated,
  type CredentialFailure,
  FieldImmutable,
  InsufficientScope,
  KeyReused,
  MomentOutOfReach,
  NewValuesRefused,
  NotPermitted,
  OperandRefused,
  PatchConflict,
  RecordGone,
  RecordInvalid,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  SearchUnsupported,
  StillReferenced,
  StoreBusy,
  StoreTimeout,
  StoreUnavailable,
  TooManyAffected,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} from "../failures.ts"
import type { Asked } from "./HookMistake.ts"
import { passedOn } from "./passedOn.ts"

/** A hook, or an operation, failed with an error of its own: nothing was written, and the wire's options know its status. */
export class HookRefusal<out E> {
  readonly _tag = "HookRefusal"
  /** What the hook failed with. */
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

/** A failure of core's own classes, which a hook lets pass from `Records` or makes itself, keeps its meaning where it has one here. */
export const refusing = <A, E, R>(
  hook: Effect.Effect<A, E, R>,
  asked: Asked
): Effect.Effect<A, CommandFailure | CredentialFailure | HookRefusal<E>, R> =>
  Effect.catch(hook, (error): Effect.Effect<never, CommandFailure | CredentialFailure | HookRefusal<E>> =>
    isOwn(error) ? passedOn(error, asked) : Effect.fail(new HookRefusal(error))
  )

// Exhaustive, so that none of core's failures is taken for a hook's.
const own = Object.values({
  AnswerTooLarge,
  AuthenticationInsufficient,
  Conflict,
  ConstraintViolated,
  FieldImmutable,
  InsufficientScope,
  KeyReused,
  MomentOutOfReach,
  NewValuesRefused,
  NotPermitted,
  OperandRefused,
  PatchConflict,
  RecordGone,
  RecordInvalid,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  SearchUnsupported,
  StillReferenced,
  StoreBusy,
  StoreTimeout,
  StoreUnavailable,
  TooManyAffected,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} satisfies { readonly [Tag in (CommandFailure | CredentialFailure)["_tag"]]: unknown })

/** Whether this is a failure of core's own classes. */
export function isOwn(error: unknown): error is CommandFailure | CredentialFailure {
  return own.some((failure) => error instanceof failure)
}

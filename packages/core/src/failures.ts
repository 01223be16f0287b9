/** What can go wrong with a command: facts, with the data that tells a client what to do. Statuses are a wire's business. */
import * as Schema from "effect/Schema"

declare const own: unique symbol
/** Tells core's classes from others of the same tag and fields to the compiler, as `instanceof` does at run time. */
interface Own {
  readonly [own]: true
}

const resource = Schema.String
const uid = Schema.String
const path = Schema.Array(Schema.Union([Schema.String, Schema.Number]))
/** Where the record stands whose fields are named, in a body of several; null for one of its rows, of which it is not known. */
const at = Schema.optionalKey(Schema.NullOr(path))

/** Nobody is signed in, and somebody who is could be allowed this. */
export class Unauthenticated extends Schema.TaggedError<Unauthenticated, Own>()("Unauthenticated", {
  resource,
  act: Schema.String
}) {}

/** The caller's token carries no scope that would do, and one with these scopes could be allowed this (RFC 6750 §3.1). */
export class InsufficientScope extends Schema.TaggedError<InsufficientScope, Own>()("InsufficientScope", {
  resource,
  act: Schema.String,
  scopes: Schema.Array(Schema.String)
}) {}

/** The caller signed in too long ago, or too lightly; signing in anew could be enough (RFC 9470). */
export class AuthenticationInsufficient extends Schema.TaggedError<AuthenticationInsufficient, Own>()(
  "AuthenticationInsufficient",
  {
    resource,
    act: Schema.String,
    /** How many seconds ago somebody may have signed in; null where that is not what is lacking. */
    maxAge: Schema.NullOr(Schema.Number),
    /** Whether more than one factor is asked for. */
    mfa: Schema.Boolean,
    /** The scopes that the new token must carry besides. */
    scopes: Schema.Array(Schema.String)
  }
) {}

/** The caller may see what is there, but may not do this. */
export class NotPermitted extends Schema.TaggedError<NotPermitted, Own>()("NotPermitted", {
  resource,
  act: Schema.String
}) {}

/** A rule that a part of a body breaks. */
export const Fault = Schema.Struct({
  /** Where: names and indexes from the body's root. */
  path,
  /** Stable, for programs: `required`, `unknown`, `type`, `check`, `read-only`, `immutable`, `mismatch`, `repeated`, `kinds`, `too-deep`. */
  code: Schema.String,
  /** For people: the rule, in a few words. */
  detail: Schema.String
})
/** One rule that a part of a body breaks: where, which, and in words. */
export type Fault = typeof Fault.Type

/** The body breaks rules of the resource: all of them are listed, up to a hundred. */
export class RecordInvalid extends Schema.TaggedError<RecordInvalid, Own>()("RecordInvalid", {
  resource,
  faults: Schema.Array(Fault)
}) {}

/** An operation of a patch meets another record than it is written for: what it tests is not so, or what it names is not there. */
export class PatchConflict extends Schema.TaggedError<PatchConflict, Own>()("PatchConflict", {
  resource,
  /** Its index in the patch. */
  operation: Schema.Number,
  /** Stable, for programs: `test` or `absent`. */
  reason: Schema.String,
  /** For people: the rule, in a few words. */
  detail: Schema.String
}) {}

/** There is no such record, or none for this caller: the two cannot be told apart. */
export class RecordNotFound extends Schema.TaggedError<RecordNotFound, Own>()("RecordNotFound", {
  resource,
  uid
}) {}

/** The record was deleted, and its caller may read its history; for others there is none. */
export class RecordGone extends Schema.TaggedError<RecordGone, Own>()("RecordGone", {
  resource,
  uid
}) {}

/** The values that the write would leave behind are not allowed to this caller. */
export class NewValuesRefused extends Schema.TaggedError<NewValuesRefused, Own>()("NewValuesRefused", {
  resource
}) {}

/** A filter finds more records than the write may change; nothing was written. */
export class TooManyAffected extends Schema.TaggedError<TooManyAffected, Own>()("TooManyAffected", {
  resource,
  /** How many it may change. */
  most: Schema.Number
}) {}

/** The record is not at the version that the client expects. */
export class VersionMismatch extends Schema.TaggedError<VersionMismatch, Own>()("VersionMismatch", {
  resource,
  uid
}) {}

/** Another record has these values already; no fields are named when it is the uid itself. */
export class Conflict extends Schema.TaggedError<Conflict, Own>()("Conflict", {
  resource,
  fields: Schema.Array(Schema.String),
  at
}) {}

/** A field refers to a record that is not there. */
export class ReferenceMissing extends Schema.TaggedError<ReferenceMissing, Own>()("ReferenceMissing", {
  resource,
  fields: Schema.Array(Schema.String),
  at
}) {}

/** Other records still refer to this one. */
export class StillReferenced extends Schema.TaggedError<StillReferenced, Own>()("StillReferenced", {
  resource,
  uid
}) {}

/** A constraint of the table forbids these values. */
export class ConstraintViolated extends Schema.TaggedError<ConstraintViolated, Own>()("ConstraintViolated", {
  resource,
  constraint: Schema.String,
  fields: Schema.Array(Schema.String),
  at
}) {}

/** The database kept the record from being written, by a rule of its own (a trigger, row level security) that names no reason; nothing was written. */
export class WriteSuppressed extends Schema.TaggedError<WriteSuppressed, Own>()("WriteSuppressed", {
  resource,
  uid
}) {
  override get message(): string {
    return `The database gave no row for a write of ${this.resource} ${this.uid}: a trigger of its table keeps it back, or row level security or a view hides it. Nothing of the write remains.`
  }
}

/** The database takes no such value in these fields: too long, too large, or none of their type. */
export class ValueRefused extends Schema.TaggedError<ValueRefused, Own>()("ValueRefused", {
  resource,
  fields: Schema.Array(Schema.String),
  at
}) {}

/** The database knows no such value of these fields' types, so that nothing can be compared with it. */
export class OperandRefused extends Schema.TaggedError<OperandRefused, Own>()("OperandRefused", {
  resource,
  fields: Schema.Array(Schema.String)
}) {}

/**
 * The past that is asked for cannot be told: it is yet to come, no request of that id is known, changes of that time are not
 * kept any more, or more records changed since than are looked up. Of two moments the one that is meant to be the earlier one
 * may also be the later.
 */
export class MomentOutOfReach extends Schema.TaggedError<MomentOutOfReach, Own>()("MomentOutOfReach", {
  resource,
  reason: Schema.Literals(["future", "unknown", "unkept", "crowded", "reversed"]),
  /** Of two moments, which one: the earlier; not there for the only one, and for the later. */
  moment: Schema.optionalKey(Schema.Literal("since"))
}) {}

/** The store has no text search: PostgreSQL's languages decide what a word is. */
export class SearchUnsupported extends Schema.TaggedError<SearchUnsupported, Own>()("SearchUnsupported", {
  resource
}) {}

/** A rule of the table's own (a trigger that raises) refuses the write; nothing was written. */
export class WriteRaised extends Schema.TaggedError<WriteRaised, Own>()("WriteRaised", {
  resource,
  /** The SQLSTATE that it raises, `P0001` unless it says another. */
  code: Schema.String,
  /** What it says, where its author lets clients read it. */
  detail: Schema.NullOr(Schema.String),
  cause: Schema.Defect()
}) {}

/** The table's row level security refuses what the write would leave behind; nothing was written. */
export class RowSecured extends Schema.TaggedError<RowSecured, Own>()("RowSecured", { resource }) {
  override get message(): string {
    return `Row level security of the table of ${this.resource} refuses the row: a policy of the database says so, and no rule of the resource.`
  }
}

/** Fields that stay as they were created would change. */
export class FieldImmutable extends Schema.TaggedError<FieldImmutable, Own>()("FieldImmutable", {
  resource,
  fields: Schema.Array(Schema.String),
  at
}) {}

/** The key of the write was used for another request; nothing was written. */
export class KeyReused extends Schema.TaggedError<KeyReused, Own>()("KeyReused", {}) {}

/** Others kept the store from answering, and it was tried more than once: again later. */
export class StoreBusy extends Schema.TaggedError<StoreBusy, Own>()("StoreBusy", {
  cause: Schema.Defect()
}) {
  override get message(): string {
    return told("The store was too busy to answer", this.cause)
  }
}

/** The store took longer than it is allowed to; nothing was written. */
export class StoreTimeout extends Schema.TaggedError<StoreTimeout, Own>()("StoreTimeout", {
  cause: Schema.Defect()
}) {
  override get message(): string {
    return told("The store took longer than it is allowed to", this.cause)
  }
}

/** The store cannot be reached; `outcomeUnknown` when a write may have happened all the same. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable, Own>()("StoreUnavailable", {
  outcomeUnknown: Schema.Boolean,
  cause: Schema.Defect()
}) {
  override get message(): string {
    return told("The store cannot be reached", this.cause)
  }
}

/** The answer is larger than anybody would carry further; `outcomeUnknown` when a write may have happened all the same. */
export class AnswerTooLarge extends Schema.TaggedError<AnswerTooLarge, Own>()("AnswerTooLarge", {
  resource,
  outcomeUnknown: Schema.Boolean
}) {}

/** What other credentials could mend. */
export type CredentialFailure = Unauthenticated | InsufficientScope | AuthenticationInsufficient

/** What a store can answer instead of rows. */
export type StoreFailure =
  | RecordNotFound
  | NotPermitted
  | NewValuesRefused
  | TooManyAffected
  | VersionMismatch
  | Conflict
  | ReferenceMissing
  | StillReferenced
  | ConstraintViolated
  | FieldImmutable
  | ValueRefused
  | OperandRefused
  | MomentOutOfReach
  | SearchUnsupported
  | WriteRaised
  | RowSecured
  | WriteSuppressed
  | KeyReused
  | StoreBusy
  | StoreTimeout
  | StoreUnavailable
  | AnswerTooLarge

/** What a command can end in, hooks' own errors apart. */
export type CommandFailure = RecordInvalid | PatchConflict | RecordGone | StoreFailure

function told(fact: string, cause: unknown): string {
  return `${fact}: ${cause instanceof Error ? cause.message : String(cause)}`
}

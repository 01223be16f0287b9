/** All of core, by who needs it: whoever declares an api and tests it reads as far as the seeds. */

// Declaring: what is served, who may do what with it, and how resources hang together.
export * as Access from "./resource/Access.ts"
export * as Api from "./Api.ts"
export * as Field from "./resource/Field.ts"
export { InvalidDeclaration } from "./resource/InvalidDeclaration.ts"
export * as Relation from "./resource/Relation.ts"
export * as Resource from "./resource/index.ts"
export * as SoftDelete from "./softly/SoftDelete.ts"

// Hooks: the application's own effects around commands, and what they fail with.
export * as Hooks from "./hooks/Hooks.ts"
export { Records } from "./hooks/Records.ts"
export * as Operation from "./operation/Operation.ts"

// Failures: what a command can end in, whoever asked for it; a wire gives each its status.
export {
  AnswerTooLarge,
  AuthenticationInsufficient,
  type CommandFailure,
  Conflict,
  ConstraintViolated,
  type CredentialFailure,
  Fault,
  FieldImmutable,
  InsufficientScope,
  KeyReused,
  MomentOutOfReach,
  NewValuesRefused,
  NotPermitted,
  OperandRefused,
  PatchConflict,
  RecordInvalid,
  RecordGone,
  RecordNotFound,
  ReferenceMissing,
  RowSecured,
  SearchUnsupported,
  StillReferenced,
  StoreBusy,
  type StoreFailure,
  StoreTimeout,
  StoreUnavailable,
  TooManyAffected,
  Unauthenticated,
  ValueRefused,
  VersionMismatch,
  WriteRaised,
  WriteSuppressed
} from "./failures.ts"
export { HookRefusal } from "./hooks/HookRefusal.ts"

// Callers: who asks, as a gateway verified it, or as a test says: `Caller.user("ann")`.
export * as Caller from "./access/Caller.ts"
export * as Subject from "./access/subject.ts"

// Knowing callers: the ports of tokens and of the people behind uids, for who writes an adapter of them.
export type { Claims } from "./identity/Claims.ts"
export { IdentityUnavailable } from "./identity/IdentityUnavailable.ts"
export { tokenIds } from "./identity/tokenIds.ts"
export { type Presented, TokenRevocation } from "./identity/TokenRevocation.ts"
export {
  type Refusal,
  refusals,
  TokenRefused,
  TokenVerifier,
  type Verified
} from "./identity/TokenVerifier.ts"
export { type Sighting, UserDirectory } from "./identity/UserDirectory.ts"

// Testing: records that are there before anybody asks.
export { seed, type SeedOf } from "./seed.ts"

// Writing a wire: from what a client sent to a command, and the one use case that handles it.
export type { Act, Permit } from "./access/Permit.ts"
export { admit } from "./access/admit.ts"
export { authorise, offers } from "./access/authorise.ts"
export type { Refused } from "./access/refused.ts"
export * as Command from "./command/Command.ts"
export { isNested, nested, nestedRows } from "./command/nested.ts"
export { type CommandOptions, handleCommand } from "./handleCommand.ts"
export type { Undone } from "./undo/takeBack.ts"
export type { Undoing } from "./undo/trail.ts"
export { undo } from "./undo/undo.ts"
export { type Obstacle, UndoBlocked } from "./undo/UndoBlocked.ts"
export { inUnit, together } from "./store/inUnit.ts"
export { shownIn } from "./store/shownIn.ts"
export { undone } from "./store/undone.ts"
export { ready } from "./ready.ts"
export { recordRefusal, type RefusedRequest } from "./recordRefusal.ts"
export type * as QuerySyntax from "./query/QuerySyntax.ts"
export { resolve, resolveSelect } from "./resolve/resolve.ts"
export type { QueryBounds, Reach, Unresolved } from "./resolve/Reach.ts"
export type { Located, QueryFault } from "./query/QueryFault.ts"
export { aggregateWords } from "./resolve/aggregate.ts"
export { operatorWords } from "./resolve/operators.ts"
export { countFor } from "./resolve/countFor.ts"
export { cursorOf } from "./resolve/cursor.ts"
export { shortHash } from "./value/shortHash.ts"
export { searchLanguages } from "./value/searchText.ts"
export { changeFields, chosenFields } from "./change/Change.ts"
export {
  changeFilterOf,
  changePageOf,
  conditionOn,
  type ChangesSyntax,
  factFilterOf
} from "./command/askedChanges.ts"
export { OccasionUnfit, unfitIn } from "./change/occasionUnfit.ts"
export type { Link } from "./resource/Link.ts"
export { callerRuleFaults } from "./resource/accessFaults.ts"

// Writing an adapter: the port, the commands that it takes, and the answers that it gives.
export { type JudgeDeferred, ResourceStore, type Run } from "./store/ResourceStore.ts"
export { guardUnit } from "./store/guardUnit.ts"
export { type SqlFunction, SqlFunctions } from "./store/SqlFunctions.ts"
export { type AuditedCommand, type Stamp, stamp } from "./command/stamp.ts"
export { type IdempotencyKey, ownKey } from "./command/IdempotencyKey.ts"
export type { Keeping, Kept } from "./store/Keeping.ts"
export { untold } from "./store/keptRows.ts"
export * as Rows from "./store/Rows.ts"
export {
  type Change,
  type ChangeField,
  type Image,
  type Operation as ChangeOperation,
  operations,
  type Provenance
} from "./change/Change.ts"
export {
  recordColumn,
  recordOrder,
  resourceOrder,
  trailOrder,
  versionColumn
} from "./change/changeColumns.ts"
export { changedColumns, diffColumns, type Entry } from "./change/Entry.ts"
export {
  contentFormat,
  contentsOf,
  contentText,
  sealedBlock,
  type SealedPlace,
  sealedText
} from "./change/content.ts"
export { printMetadata } from "./change/metadata.ts"

// Verifying a trail: what can be wrong between it and the records.
export { type TrailDiagnostic, trailDiagnostic } from "./change/TrailDiagnostic.ts"
export type { TrailFault } from "./change/TrailFault.ts"

// What commands hold, as both read it: conditions, queries and what an answer shows, all by column.
export type { Column } from "./resource/Column.ts"
export * as Predicate from "./query/Predicate.ts"
export * as Projection from "./query/Projection.ts"
export * as Query from "./query/Query.ts"
export * as Term from "./query/Term.ts"
export { type GroupOrder, groupOrder } from "./query/grouping.ts"
export { wholeOrder } from "./query/wholeOrder.ts"
export { linkText } from "./resource/Link.ts"
export { compact } from "./query/compact.ts"
export { asksSearch } from "./command/asksSearch.ts"

// What a store must know of a write beside its values: the audit's columns, defaults, references, versions.
export { type AuditSource, auditParts } from "./resource/auditParts.ts"
export { comparedColumns, databaseDefaults, immutableColumns, newValues } from "./command/newValues.ts"
export { referringFieldsOf } from "./command/referring.ts"
export { type Reference, referringFields } from "./access/Reference.ts"
export { validate } from "./command/validate.ts"
export { versioning } from "./store/versioning.ts"

// Writing a store that has its rows at hand: what it would else work out by itself, as pure functions.
export { constraintFailure, newReferences, type Others, refersTo } from "./row/constraints.ts"
export { removing, updating } from "./command/ofRecord.ts"
export type { Held } from "./row/constraintsOfMany.ts"
export { decideMany } from "./row/decideMany.ts"
export { conflictFields } from "./row/decideRow.ts"
export { decideWrite, type Write, type WriteCommand } from "./row/decideWrite.ts"
export {
  type FoundGroups,
  findGroups,
  type FoundPage,
  findPage,
  recalledChanges,
  tracedChanges
} from "./row/find.ts"
export { changePlace, findChanges, type Trails } from "./store/findChanges.ts"
export { findDifferences } from "./store/findDifferences.ts"
export { comparePlaces, compareRows } from "./row/compareRows.ts"
export { shownOf } from "./row/shownOf.ts"
export { holds, judge } from "./row/judge.ts"
export { type KeptRefusal, keptRefusal } from "./row/keptRefusal.ts"
export { type HeldChanges, pastOf, type Pasts, pastsOf } from "./row/past.ts"
export { parseRow, printRow } from "./row/rowText.ts"
export { type Keys, makeKeys } from "./store/makeKeys.ts"
export type { Stored } from "./row/Stored.ts"

// Values: what a column holds, and JSON, instants and texts without loss.
export { type CellType, cellType } from "./value/CellType.ts"
export {
  type Cell,
  type ColumnType,
  type ElementType,
  isIntegerType,
  type RangeType,
  type Values
} from "./value/ColumnType.ts"

export { ExactNumber } from "./value/ExactNumber.ts"
export { parseExactJson } from "./value/parseExactJson.ts"
export { splitObjects } from "./value/splitObjects.ts"
export { type JsonPatch, parseJsonPatch, type PatchOperation } from "./value/jsonPatch.ts"
export { isObject } from "./value/jsonCell.ts"
export { compareInstants, fromMillis as instantOf, parseInstant } from "./value/instant.ts"
export { unstorable } from "./value/text.ts"

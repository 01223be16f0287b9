/** The outbound port: where records live. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { AuditedCommand } from "../command/stamp.ts"
import type { StoreFailure } from "../failures.ts"
import type { Keeping } from "./Keeping.ts"
import type { Rows } from "./Rows.ts"

/** Runs one audited command, all or nothing; each kind of command has its kind of answer. */
export type Run = (command: AuditedCommand) => Effect.Effect<Rows, StoreFailure>

/** Several commands as one that answers rows, under the key of the whole where it has one. */
export type UnitOfRows = <E, R>(
  body: (run: Run) => Effect.Effect<Rows, E, R>
) => Effect.Effect<Rows, E | StoreFailure, R>

/** What a store would judge only as the unit ends, judged now: PostgreSQL's deferred constraints. */
export type JudgeDeferred = Effect.Effect<void, StoreFailure>

/**
 * Runs audited commands. What a store promises, in the order in which it judges; `decideWrite` and `judge` do so for a
 * store that has its rows at hand, and testkit's contract has a case for each.
 *
 * Of one record: what `see` does not show is absent (RecordNotFound). Then `using` (NotPermitted), then the condition
 * (VersionMismatch). Only a predicate that is true grants; all is judged on the record as it is kept still for the write.
 *
 * Create: `createCheck` of the new row (NewValuesRefused), then a uid whose last image is out of sight, but where several
 * fields are it (Conflict without fields, or with those that identify the record); then constraints. It answers `created`,
 * and the whole row, defaults and audit included.
 *
 * Replace: over a record in sight, an update of all fields that leaves a change also where nothing differs. Otherwise the
 * condition is judged as of no record, and the rest as of a Create: it is recorded as `create`, and answers `created`.
 * Over a record out of sight, or one that was deleted out of sight, that ends in a Conflict as of a Create.
 *
 * Update: another value for what stays as it was created (FieldImmutable, which names all of them; one that is hidden is
 * left as it is), then `updateCheck` of the row as it would be, then constraints. Where nothing changes, no change is left
 * and nothing moves; a hidden field that is named counts as changed.
 *
 * Under the act `restore` both leave a change also where nothing differs, and it says so; a Replace then makes a record
 * again with what `kept` tells of its audit.
 *
 * Delete: not while another record refers to this one (StillReferenced); a reference to itself does not count. It answers
 * the record as it was, by the version or tag that it had.
 *
 * CreateMany and Upsert judge each row as a Create, or, where an upsert's row has a record, as an Update of what the row names;
 * one that is out of sight is a Conflict, once its values would do for a create. UpdateMany and DeleteMany judge each record
 * that `see` and the filter hold for, in the order of the keys; more than `most` are TooManyAffected before any is judged.
 * What comes first in that order answers for all: all are written or none. Rows that `ignore` finds a record for, seen or
 * not, are left out. They answer the records in sight, and of each one whether it was made and is seen.
 *
 * Get and Lock answer one record; Lock judges as the act of its permit would, and keeps the record as it is until the
 * unit ends. List finds what `see`, `using` and the filter hold for, nulls where the order says and equal records by uid, in
 * the direction of the order's last column; a page behind a place, or before it, holds what is there now, wherever others
 * came or went. `more` tells whether the page's reader would find another, `place` where a record stands, and `total`
 * counts all of them, beside an empty page too. Related records stand beside each, as far as their own rules show them.
 *
 * Compare lists what `see`, `using` and the filter hold for at each of two moments, and tells what is there at one of them
 * alone, or is shown differently, in the order of the keys; a later page of it is told by what the first one saw.
 *
 * History judges the record as it is, or what its uid held last; without a uid each record of the resource so, and those that
 * are refused are left out. Newest first, it leaves out each change whose image is out of sight (that of a delete is the
 * image before), asks `which` of what is left and of the image before that is in sight, and pages it as a list: `more` tells
 * whether there is another, `place` where a change stands, `entries` what was before each where `select` names `diff`.
 *
 * Recall answers the change of a version and the last one that has a content, newest first: nothing where the caller does
 * not see what that last one held, and no version that they do not see.
 *
 * Trace tells all changes of a request, whatever their resource and whoever asks, the last one that was written first, and
 * of each record that it changed the change before and those that came since. None has a content, nor metadata.
 *
 * RecordRefusal keeps what its stamp tells of a request that was refused, apart from all changes: no record, version or history
 * moves. It is asked by itself, once nothing remains of what was refused.
 *
 * Constraints come last, and first among them a new reference to what is out of sight (ReferenceMissing, naming every
 * reference of the command's values); then a taken uid (Conflict as above) or value (Conflict, naming the constraint's
 * fields; null is unlike null), then a reference to what is not there. A record may refer to itself.
 *
 * A write under a key happens once for its actor: asked again it answers as it did, `replayed`, before anything is judged;
 * another request under the key is KeyReused. Only successes are kept, with the write or not at all, and a refusal is told
 * once the key was looked for after it: two at once are one write. A store forgets a key where somebody else purges it.
 *
 * A write and its change are stored together or not at all. Versions count from 1 for each uid and go on across deletes;
 * the instant is the stamp's, or the record's last one where that is later. Rows of tables that count no versions have a
 * tag in their place that moves with every write. A change keeps shown fields only.
 */
export class ResourceStore extends Context.Service<
  ResourceStore,
  {
    /** One command by itself. */
    readonly run: Run
    /**
     * Several commands in one transaction, or none of them. Others see nothing of it until it ends; nothing of it remains
     * where the body fails, or where one of its commands met a constraint, or the store's own failure. The body may run
     * again where nothing of it remains, as after a deadlock. `guardUnit` keeps the promises about failures and forks.
     * A body that is to be undone asks for `judgeDeferred`, as no end will judge for it. With `keeping` the whole is one
     * write under that key, and commands inside have none of their own.
     */
    readonly unit: <A, E, R>(
      body: (run: Run, judgeDeferred: JudgeDeferred) => Effect.Effect<A, E, R>,
      keeping?: Keeping<A> | null
    ) => Effect.Effect<A, E | StoreFailure, R>
  }
>()("@pgcrest/core/ResourceStore") {}

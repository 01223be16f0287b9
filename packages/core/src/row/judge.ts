/** What a store judges of a row that it holds still: rules, conditions, and in which order an act is refused. */
import * as Result from "effect/Result"
import type { Permit } from "../access/Permit.ts"
import type { Condition } from "../command/Command.ts"
import { NotPermitted, RecordNotFound, VersionMismatch } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { compareInstants } from "../value/instant.ts"
import type { Stored } from "./Stored.ts"

/** Whether a rule or a filter is true of a row; what is unknown does not hold. */
export const holds = (predicate: Predicate.Predicate, row: Values, rowsOf?: Predicate.RowsOf): boolean =>
  Predicate.evaluate(predicate, ({ name }) => row[name] ?? null, rowsOf) === true

/** Whether a condition lets a write happen; `version` is null where there is no record, or nothing that tells its state. */
export const conditionHolds = (
  { match, noneMatch }: Condition,
  version: string | null,
  exists = true
): boolean => {
  const among = (tags: "*" | ReadonlyArray<string>) =>
    exists && (tags === "*" || (version !== null && tags.includes(version)))
  return (match === null || among(match)) && (noneMatch === null || !among(noneMatch))
}

/** The record that a command is for, or the first reason why not: an unseen one is absent, then the act's rule, then the condition. */
export const judge = (
  { resource, act, see, using }: Permit,
  uid: string,
  { row, version }: Pick<Stored, "row" | "version">,
  condition: Condition
): Result.Result<Values, RecordNotFound | NotPermitted | VersionMismatch> => {
  if (row === null || !holds(see, row))
    return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
  if (!holds(using, row)) return Result.fail(new NotPermitted({ resource: resource.name, act }))
  if (!conditionHolds(condition, version) || !isUnmodified(resource, condition, row))
    return Result.fail(new VersionMismatch({ resource: resource.name, uid }))
  return Result.succeed(row)
}

/** Whether a record has not changed since a condition's instant; what keeps no instant of its change has not. */
function isUnmodified({ audit }: Resource, { unmodifiedSince }: Condition, row: Values): boolean {
  const at = audit.last_updated_at === null ? null : (row[audit.last_updated_at] ?? null)
  return unmodifiedSince === null || at === null || compareInstants(String(at), unmodifiedSince) <= 0
}

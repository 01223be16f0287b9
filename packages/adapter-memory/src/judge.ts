/** What a statement judges of a locked row: rules, conditions, fields that must not change. */
import { type Column, type Command, Predicate, type Values } from "@pgcrest/core"

/** Only true grants: unknown does not. */
export const holds = (predicate: Predicate.Predicate, row: Values): boolean =>
  Predicate.evaluate(predicate, ({ name }) => row[name] ?? null) === true

/** Whether a condition lets a write happen; `version` is null where there is no record, or none that counts. */
export const conditionHolds = (
  { match, noneMatch }: Command.Condition,
  version: string | null,
  exists = true
): boolean => {
  const among = (tags: "*" | ReadonlyArray<string>) =>
    exists && (tags === "*" || (version !== null && tags.includes(version)))
  return (match === null || among(match)) && (noneMatch === null || !among(noneMatch))
}

/** Those of these columns whose values would change. */
export const changed = (
  columns: ReadonlyArray<Column>,
  before: Values,
  after: Values
): ReadonlyArray<Column> =>
  columns.filter(({ name, cell }) => {
    const [a, b] = [before[name] ?? null, after[name] ?? null]
    return a === null || b === null ? a !== b : cell.compare(a, b) !== 0
  })

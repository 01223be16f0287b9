/** The fields that a constraint is about. */
import { type Column, Resource } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"

/** As declared, as PostgreSQL says, or by PostgreSQL's way of naming constraints; none where it is the uid. */
export const constraintFields = (error: PgError, resource: Resource.Resource): ReadonlyArray<string> => {
  const { constraint, column } = error
  const declared = resource.uniques.find((unique) => unique.constraint === constraint)
  if (declared !== undefined) return declared.fields
  if (isElsewhere(error, resource)) return []
  const told = toldColumns(error, resource)
  if (told !== null) return isUid(told, resource) ? [] : told.map(({ name }) => name)
  const found = columnOf(resource, column) ?? columnOf(resource, namedBy(constraint, resource.table.name))
  return found === null ? [] : [found.name]
}

/** Whether PostgreSQL tells of the uid's column, whatever its constraint is called. */
export const tellsUid = (error: PgError, resource: Resource.Resource): boolean => {
  const told = toldColumns(error, resource)
  return told !== null && isUid(told, resource) && !isElsewhere(error, resource)
}

// A partition's constraint tells the partition's name, but is met by the statement itself.
function isElsewhere({ nested, table }: PgError, resource: Resource.Resource): boolean {
  return nested && table !== null && table !== resource.table.name
}

// By SQLSTATE. A broken reference may be one to this table: the columns told are then of what is referred to.
const tells: Readonly<Record<string, (column: Column) => boolean>> = {
  "23505": () => true,
  "23P01": () => true,
  "23503": ({ references }) => references !== null
}

/** Those that the detail begins with, in every language: `Key (author_uid, "Title")=(…`; null where one of them is not declared. */
function toldColumns({ code, detail }: PgError, resource: Resource.Resource): ReadonlyArray<Column> | null {
  const referring = code === "23503" ? referringColumn(detail ?? "", resource) : null
  if (referring !== null) return [referring]
  const [, list = ""] = /^[^(]*\(([^()]*)\)=\(/u.exec(detail ?? "") ?? []
  const names = (list.match(/"(?:[^"]|"")+"|[^",\s]+/gu) ?? []).map(unquoted)
  const columns = names.flatMap((name) => columnOf(resource, name) ?? [])
  const isTold = columns.length > 0 && columns.length === names.length && columns.every(tells[code] ?? no)
  return isTold ? columns : null
}

const no = () => false

/** Of a reference PostgreSQL tells a name as it is, whatever it holds, and never in quotes: `Key (First, "last")=(…`. */
function referringColumn(detail: string, { columns }: Resource.Resource): Column | null {
  const told = detail.slice(detail.indexOf("(") + 1)
  const isTold = ({ columnName, references }: Column) =>
    references !== null && told.startsWith(`${columnName})=(`)
  return [...columns.values()].find(isTold) ?? null
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

/** A uid is no field of a client's; a partitioned table's key has the partition's columns beside it. */
function isUid(columns: ReadonlyArray<Column>, { key }: Resource.Resource): boolean {
  const uid = Resource.soleColumn(key)
  return key.by !== "fields" && uid !== null && columns.includes(uid)
}

/** What stands between the table's name and the constraint's kind. */
function namedBy(constraint: string | null, table: string): string | null {
  if (constraint === null || !constraint.startsWith(`${table}_`)) return null
  return /^([^]+)_(?:fkey|check|key|excl)\d*$/u.exec(constraint.slice(table.length + 1))?.[1] ?? null
}

function columnOf({ columns }: Resource.Resource, name: string | null): Column | null {
  return [...columns.values()].find(({ columnName }) => columnName === name) ?? null
}

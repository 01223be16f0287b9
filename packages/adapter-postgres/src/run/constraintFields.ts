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

/** Those that the detail begins with, in every language: `Key (author_uid, "Title")=(…`; null where one of them is not declared. */
function toldColumns(error: PgError, resource: Resource.Resource): ReadonlyArray<Column> | null {
  const detail = error.detail ?? ""
  const referring = error.code === "23503" ? referringColumn(detail, resource) : null
  if (referring !== null) return [referring]
  const [, list = ""] = /^[^(]*\(([^()]*)\)=\(/u.exec(detail) ?? []
  const names = (list.match(/"(?:[^"]|"")+"|[^",\s]+/gu) ?? []).map(unquoted)
  const columns = names.flatMap((name) => columnOf(resource, name) ?? [])
  return columns.length > 0 && columns.length === names.length && areAbout(error, columns, resource)
    ? columns
    : null
}

// Of a broken reference to this table the columns are those that are referred to. What declares no reference may still be one.
function areAbout(
  { code, table }: PgError,
  columns: ReadonlyArray<Column>,
  resource: Resource.Resource
): boolean {
  if (code !== "23503") return code === "23505" || code === "23P01"
  return (
    columns.every(({ references }) => references !== null) ||
    (table === resource.table.name && !identify(columns, resource))
  )
}

/** Whether no two records share these columns, so that others can refer to them. */
function identify(columns: ReadonlyArray<Column>, { key, uniques }: Resource.Resource): boolean {
  const names = columns.map(({ name }) => name)
  const known = [key.columns.map(({ name }) => name), ...uniques.map(({ fields }) => fields)]
  return known.some((one) => one.length === names.length && one.every((name) => names.includes(name)))
}

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

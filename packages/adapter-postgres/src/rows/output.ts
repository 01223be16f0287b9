/** What leaves the database for a choice of fields, and how its cells become rows. */
import { type Column, type Projection, type Resource, Rows, type Values } from "@pgcrest/core"
import { of, outputColumn } from "../sql/columns.ts"
import { readCell } from "./readCell.ts"
import { versionText } from "../sql/rowTag.ts"
import { serialiser } from "./serialiser.ts"
import { join, raw, type Sql } from "../sql/Sql.ts"
import type { TextRow } from "../client/TextQuery.ts"

export interface Output {
  /** The chosen columns, and uid and version where these are not among them. */
  readonly list: (alias: string) => Sql<unknown>
  /** Rows of cells in the order of `list`; what follows in a row is not looked at. */
  readonly rows: (rows: ReadonlyArray<TextRow>, facts?: Partial<Rows.Facts>) => Rows.Untyped
}

/** Selects in the resource's order, so that the order of a choice makes no statement, and writes in the order that was asked for. */
export const outputOf = (resource: Resource.Resource, { items }: Projection.Projection): Output => {
  const chosen = new Set(items.map(({ column }) => column))
  const columns = [...resource.columns.values()].filter((column) => chosen.has(column))
  const places = new Map(columns.map((column, at) => [column, at]))
  const write = serialiser(items.map(({ as, column }) => ({ as, column, at: places.get(column) ?? 0 })))
  const { uid, version, extra } = metaCells(resource, columns)
  return {
    list: (alias) =>
      join([...columns.map((column) => raw(outputColumn(alias, column))), ...extra(alias)], ", "),
    rows: (rows, facts = {}) => ({
      ...Rows.noFacts,
      ...facts,
      count: rows.length,
      metas: () => rows.map((row) => ({ uid: row[uid] ?? "", version: row[version] ?? null })),
      json: () => write(rows),
      values: () => rows.map((row) => valuesOf(columns, row))
    })
  }
}

/** Where a row's uid and version stand, and what must be selected besides the columns for that. */
function metaCells(resource: Resource.Resource, columns: ReadonlyArray<Column>) {
  const at = (name: string | null) => columns.findIndex((column) => column.name === name)
  const [uid, version] = [at(resource.audit.uid), at(resource.audit.version)]
  const extra = (alias: string) => [
    ...(uid < 0 ? [of(alias, resource.audit.uid)] : []),
    ...(version < 0 ? [versionText(resource, alias)] : [])
  ]
  const versionBehind = columns.length + (uid < 0 ? 1 : 0)
  return { uid: uid < 0 ? columns.length : uid, version: version < 0 ? versionBehind : version, extra }
}

function valuesOf(columns: ReadonlyArray<Column>, row: TextRow): Values {
  return Object.fromEntries(columns.map(({ name, type }, at) => [name, readCell(row[at] ?? null, type)]))
}

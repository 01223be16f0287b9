/** What leaves the database for a projection, and how its cells become rows. */
import type { Column, Projection, Resource, Rows, Values } from "@pgcrest/core"
import type { TextRow } from "../client/TextQuery.ts"
import { of, outputColumn } from "../sql/columns.ts"
import { versionText } from "../sql/rowTag.ts"
import { join, raw, type Sql } from "../sql/Sql.ts"
import { readCell } from "./readCell.ts"
import { serialiser, type OutputField } from "./serialiser.ts"

export interface Output {
  /** The projected columns, and uid and version where these are not among them. */
  readonly list: (alias: string) => Sql
  /** Rows of cells in the order of `list`; what follows in a row is not looked at. */
  readonly found: (rows: ReadonlyArray<TextRow>, total: number | null) => Rows.Found
  /** The same of a write, which has one row. */
  readonly written: (
    rows: ReadonlyArray<TextRow>,
    facts: { readonly created: boolean; readonly visible: boolean }
  ) => Rows.Written
}

/** Selects in the resource's order, so that the order of a choice makes no statement, and writes in the order that was asked for. */
export const outputOf = (resource: Resource.Resource, { items }: Projection.Projection): Output => {
  const chosen = new Set(items.map(({ column }) => column))
  const columns = [...resource.columns.values()].filter((column) => chosen.has(column))
  const places = new Map(columns.map((column, at) => [column, at]))
  const fields = items.map(({ as, column }) => ({ as, column, at: places.get(column) ?? 0 }))
  const { uid, version, extra } = keyCells(resource, columns)
  const write = serialiser(fields)
  const shown = (rows: ReadonlyArray<TextRow>) => ({
    count: rows.length,
    keys: () => rows.map((row) => ({ uid: row[uid] ?? "", version: row[version] ?? null })),
    json: () => write(rows),
    values: () => rows.map((row) => valuesOf(fields, row)),
    computed: false
  })
  return {
    list: (alias) =>
      join([...columns.map((column) => raw(outputColumn(alias, column))), ...extra(alias)], ", "),
    found: (rows, total) => ({ _tag: "Found", ...shown(rows), total }),
    written: (rows, facts) => ({ _tag: "Written", ...shown(rows), ...facts })
  }
}

/** Where a row's uid and version stand, and what must be selected besides the columns for that. */
function keyCells(resource: Resource.Resource, columns: ReadonlyArray<Column>) {
  const at = (name: string | null) => columns.findIndex((column) => column.name === name)
  const [uid, version] = [at(resource.audit.uid), at(resource.audit.version)]
  const extra = (alias: string) => [
    ...(uid < 0 ? [of(alias, resource.audit.uid)] : []),
    ...(version < 0 ? [versionText(resource, alias)] : [])
  ]
  const versionBehind = columns.length + (uid < 0 ? 1 : 0)
  return { uid: uid < 0 ? columns.length : uid, version: version < 0 ? versionBehind : version, extra }
}

function valuesOf(fields: ReadonlyArray<OutputField>, row: TextRow): Values {
  return Object.fromEntries(fields.map(({ as, column, at }) => [as, readCell(row[at] ?? null, column.type)]))
}

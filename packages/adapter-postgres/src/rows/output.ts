/** What leaves the database for a projection, and how its cells become rows. */
import { type Cell, type Column, type Projection, Resource, type Rows, type Values } from "@pgcrest/core"
import type { TextRow } from "../client/TextQuery.ts"
import { of, outputColumn } from "../sql/columns.ts"
import { versionText } from "../sql/rowTag.ts"
import { join, type Sql } from "../sql/Sql.ts"
import { cellReader } from "./cellReader.ts"
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
  const { uidIn, version, extra } = keyCells(resource, columns)
  const write = serialiser(fields)
  const values = valuesReader(fields)
  const shown = (rows: ReadonlyArray<TextRow>) => ({
    count: rows.length,
    keys: () => rows.map((row) => ({ uid: uidIn(row), version: row[version] ?? null })),
    json: () => write(rows),
    values: () => rows.map(values),
    computed: false
  })
  return {
    list: (alias) => join([...columns.map((column) => outputColumn(alias, column)), ...extra(alias)], ", "),
    found: (rows, total) => ({ _tag: "Found", ...shown(rows), total }),
    written: (rows, facts) => ({ _tag: "Written", ...shown(rows), ...facts })
  }
}

/** Where a row's uid and version stand, and what must be selected besides the columns for that. */
function keyCells(resource: Resource.Resource, columns: ReadonlyArray<Column>) {
  const { key } = resource
  const behind = key.columns.filter((column) => !columns.includes(column))
  const selected = [...columns, ...behind]
  const at = columns.findIndex(({ plays }) => plays === "version")
  const extra = (alias: string) => [
    ...behind.map((column) => of(alias, column)),
    ...(at < 0 ? [versionText(resource, alias)] : [])
  ]
  return { uidIn: uidReader(key, selected), version: at < 0 ? selected.length : at, extra }
}

/** Reads the uid of a row that holds these columns. */
function uidReader(key: Resource.Key, selected: ReadonlyArray<Column>): (row: TextRow) => string {
  const sole = Resource.soleColumn(key)
  if (sole !== null) {
    const [at, read] = [selected.indexOf(sole), cellReader(sole.type)]
    return (row) => String(readCell(row, at, read) ?? "")
  }
  const fields = key.columns.map((column) => ({ as: column.name, column, at: selected.indexOf(column) }))
  const values = valuesReader(fields)
  return (row) => Resource.uidOf(key, values(row))
}

function readCell(row: TextRow, at: number, read: (text: string) => Cell): Cell {
  const text = row[at] ?? null
  return text === null ? null : read(text)
}

/** The cells of a row by the names in the answer; most answers are never read so. */
function valuesReader(fields: ReadonlyArray<OutputField>): (row: TextRow) => Values {
  let made: ReadonlyArray<readonly [as: string, at: number, read: (text: string) => Cell]> | null = null
  return (row) => {
    made ??= fields.map(({ as, at, column }) => [as, at, cellReader(column.type)])
    return Object.fromEntries(made.map(([as, at, read]) => [as, readCell(row, at, read)]))
  }
}

/** What a store answers: how many records, what the pipeline must know of each, and two lazy views. */
import type { Change } from "./Change.ts"
import type { Cell, Values } from "./ColumnType.ts"
import { toMicros } from "./instant.ts"
import { type Select, selected } from "./Query.ts"
import type * as Resource from "./Resource.ts"

/** What is known of a record without reading its values. */
export interface RowMeta {
  readonly uid: string
  /** As text, for tags and conditions; null where the table has nothing that counts changes. */
  readonly version: string | null
}

/** What is known of an answer as a whole. */
export interface Facts {
  /** Whether a replace made the record. */
  readonly created: boolean
  /** False when a write put the record out of its caller's sight. */
  readonly visible: boolean
  /** How many records the filter finds, where that was asked. */
  readonly total: number | null
  /** Whether more than the row itself went into `json`: then its version does not identify it. */
  readonly computed: boolean
}

export const noFacts: Facts = { created: false, visible: true, total: null, computed: false }

export interface Rows<A = unknown> extends Facts {
  readonly count: number
  /** Each record's uid and version. */
  readonly metas: () => ReadonlyArray<RowMeta>
  /** The records as JSON texts, joined by commas; a list puts brackets around. */
  readonly json: () => string
  /** The records' values, decoded when first asked for. */
  readonly values: () => ReadonlyArray<A>
}

/** Rows whose records have no type that a store could know. */
export type Untyped = Rows<Resource.RowOf<Resource.Any>>

/** Rows that hold decoded values already: of the memory store, or after a read hook. */
export const fromValues = (
  resource: Resource.Any,
  select: Select,
  values: ReadonlyArray<Values>,
  facts: Partial<Facts> = {}
): Untyped => ({
  ...noFacts,
  ...facts,
  count: values.length,
  metas: () => values.map((row) => metaOf(resource, row)),
  json: () => printRows(resource, select, values),
  values: () => values.map((row) => project(resource, select, row))
})

/** The changes of one record, as a history answers them. */
export const fromChanges = (resource: Resource.Any, changes: ReadonlyArray<Change>): Untyped => ({
  ...fromValues(resource, null, []),
  count: changes.length,
  metas: () => changes.map(({ uid, version }) => ({ uid, version: String(version) })),
  json: () =>
    changes
      .map(({ after, version, ...rest }) => {
        const content = after === null ? "null" : printRows(resource, null, [after])
        return `${JSON.stringify(rest).slice(0, -1)},"version":${version},"after":${content}}`
      })
      .join(","),
  values: () => changes
})

/** The version of a record as text: its version column, else the microseconds of its last update. */
export const metaOf = ({ audit }: Resource.Any, row: Values): RowMeta => {
  const version = audit.version === null ? null : (row[audit.version] ?? null)
  const updated = audit.last_updated_at === null ? null : (row[audit.last_updated_at] ?? null)
  return {
    uid: String(row[audit.uid]),
    version: version !== null ? String(version) : updated !== null ? toMicros(String(updated)) : null
  }
}

function project(resource: Resource.Any, select: Select, row: Values): Values {
  return Object.fromEntries(selected(resource, select).map((name) => [name, row[name] ?? null]))
}

function printRows(resource: Resource.Any, select: Select, rows: ReadonlyArray<Values>): string {
  const writers = selected(resource, select).map((name) => {
    const print = resource.columns.get(name)?.cell.print ?? JSON.stringify
    const label = JSON.stringify(name)
    return (row: Values) => `${label}:${printCell(row[name] ?? null, print)}`
  })
  return rows.map((row) => `{${writers.map((write) => write(row)).join(",")}}`).join(",")
}

function printCell(cell: Cell, print: (cell: Cell) => string): string {
  return cell === null ? "null" : print(cell)
}

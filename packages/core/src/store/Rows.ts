/** What a store answers: how many records, what the pipeline must know of each, and two lazy views. */
import { type Change, type ChangeField, changeFields } from "../change/Change.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { Item, Projection } from "../query/Projection.ts"
import * as Projections from "../query/Projection.ts"
import type * as Resource from "../resource/Resource.ts"

/** What is known of a record without reading its values. */
export interface RowMeta {
  readonly uid: string
  /** As text, for tags and conditions: the version, or what a store tells of a row whose table counts none; null for neither. */
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
export type Untyped = Rows<Resource.RowOf<Resource.Resource>>

/** Rows that hold decoded values already: of the memory store, or after a read hook. */
export const fromValues = (
  resource: Resource.Resource,
  projection: Projection,
  values: ReadonlyArray<Values>,
  facts: Partial<Facts> = {},
  meta: (row: Values) => RowMeta = (row) => metaOf(resource, row)
): Untyped => ({
  ...noFacts,
  ...facts,
  count: values.length,
  metas: () => values.map(meta),
  json: () => printRows(projection, values),
  values: () => values.map((row) => project(projection, row))
})

/** A record's uid and version; a store whose tables may count no versions says itself what identifies their rows. */
export const metaOf = ({ audit }: Resource.Resource, row: Values): RowMeta => {
  const version = audit.version === null ? null : (row[audit.version] ?? null)
  return { uid: String(row[audit.uid]), version: version === null ? null : String(version) }
}

/** The changes of one record, as a history answers them. */
export const fromChanges = (
  resource: Resource.Resource,
  changes: ReadonlyArray<Change>,
  select: ReadonlyArray<ChangeField> | null
): Untyped => ({
  ...noFacts,
  count: changes.length,
  metas: () => changes.map(({ uid, version }) => ({ uid, version: String(version) })),
  json: () =>
    changes
      .map(({ after, version, ...facts }) =>
        printChange(select, facts, {
          version: String(version),
          after: () => (after === null ? "null" : printRows(Projections.whole(resource), [after]))
        })
      )
      .join(","),
  values: () => changes.map((change) => chosenOf(select, change))
})

/** A change as JSON text; its version and its content are JSON already. */
export const printChange = (
  select: ReadonlyArray<ChangeField> | null,
  facts: Readonly<Record<Exclude<ChangeField, "version" | "after">, string | null>>,
  { version, after }: { readonly version: string; readonly after: () => string }
): string => {
  const textOf = (field: ChangeField): string => {
    if (field === "version") return version
    return field === "after" ? after() : JSON.stringify(facts[field])
  }
  return `{${(select ?? changeFields).map((field) => `"${field}":${textOf(field)}`).join(",")}}`
}

/** The chosen fields of a change. */
export const chosenOf = (select: ReadonlyArray<ChangeField> | null, change: Change): Partial<Change> =>
  select === null ? change : Object.fromEntries(select.map((field) => [field, change[field]]))

function project({ items }: Projection, row: Values): Values {
  return Object.fromEntries(items.map(({ as, column }) => [as, row[column.name] ?? null]))
}

function printRows({ items }: Projection, rows: ReadonlyArray<Values>): string {
  const writers = items.map(writer)
  return rows.map((row) => `{${writers.map((write) => write(row)).join(",")}}`).join(",")
}

function writer({ as, column }: Item): (row: Values) => string {
  const label = JSON.stringify(as)
  return (row) => `${label}:${printCell(row[column.name] ?? null, column.cell.print)}`
}

function printCell(cell: Cell, print: (cell: Cell) => string): string {
  return cell === null ? "null" : print(cell)
}

/** What a store answers, by the kind of command: what is known of each record without reading it, and two lazy views. */
import { type Change, type ChangeField, changeFields } from "../change/Change.ts"
import * as Projection from "../query/Projection.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"

/** The keys of a record in an answer. */
export interface RowKey {
  readonly uid: string
  /** As text, for tags and conditions: the version, or what a store tells of a row whose table counts none; null for neither. */
  readonly version: string | null
}

/** What every kind of answer tells. */
export interface Answered<A> {
  /** How many records the answer holds. */
  readonly count: number
  /** Each record's keys, in order. */
  readonly keys: () => ReadonlyArray<RowKey>
  /** The records as JSON texts, joined by commas; a list puts brackets around. */
  readonly json: () => string
  /** The records' values, decoded when first asked for. */
  readonly values: () => ReadonlyArray<A>
  /** Whether more than the row itself went into `json`: then its version does not identify it. */
  readonly computed: boolean
}

/** The answer to Get, Lock and List. */
export interface Found extends Answered<Values> {
  readonly _tag: "Found"
  /** How many records the filter finds, where that was asked. */
  readonly total: number | null
}

/** The answer to a write of one record. */
export interface Written extends Answered<Values> {
  readonly _tag: "Written"
  /** Whether the write made the record. */
  readonly created: boolean
  /** False when the write put the record out of its caller's sight. */
  readonly visible: boolean
}

/** The answer to a History. */
export interface Changes extends Answered<Change> {
  readonly _tag: "Changes"
}

/** What a store answers; `_tag` tells to which kind of command. */
export type Rows = Found | Written | Changes

/** What is told of values that are decoded already, of a memory store or after a hook, under the names of a projection. */
export const fromValues = (
  projection: Projection.Projection,
  values: ReadonlyArray<Values>,
  keyOf: (row: Values) => RowKey
): Answered<Values> => {
  // An entity tag reads it, and the answer again.
  let json: string | null = null
  return {
    count: values.length,
    keys: () => values.map(keyOf),
    json: () => (json ??= printRows(projection, values)),
    values: () => values.map((row) => project(projection, row)),
    computed: false
  }
}

/** The answer to Get, Lock and List, of records that are shown so. */
export const found = (shown: Answered<Values>, total: number | null = null): Found => ({
  _tag: "Found",
  ...shown,
  total
})

/** The answer to a write, of one record that is shown so. */
export const written = (
  shown: Answered<Values>,
  facts: { readonly created: boolean; readonly visible: boolean }
): Written => ({ _tag: "Written", ...shown, ...facts })

/** A record's keys by its own columns; a store whose tables may count no versions says itself what identifies their rows. */
export const keyOf = ({ audit, key }: Resource, row: Values): RowKey => {
  const version = audit.version === null ? null : (row[audit.version] ?? null)
  return { uid: uidOf(key, row), version: version === null ? null : String(version) }
}

/**
 * The changes of one record, with the chosen fields. What an image holds is shown as the resource is declared today: a
 * field that has gone, or is not shown any more, is left out, and so is one that the image did not have.
 */
export const fromChanges = (
  resource: Resource,
  changes: ReadonlyArray<Change>,
  select: ReadonlyArray<ChangeField> | null
): Changes => ({
  _tag: "Changes",
  count: changes.length,
  keys: () => changes.map(({ uid, version }) => ({ uid, version: String(version) })),
  json: () => changes.map((change) => printChange(resource, select ?? changeFields, change)).join(","),
  values: () => changes.map((change) => ({ ...change, after: imageOf(resource, change.after) })),
  computed: false
})

function project({ items }: Projection.Projection, row: Values): Values {
  return Object.fromEntries(items.map(({ as, column }) => [as, row[column.name] ?? null]))
}

function printRows({ items }: Projection.Projection, rows: ReadonlyArray<Values>): string {
  const writers = items.map(writer)
  return rows.map((row) => `{${writers.map((write) => write(row)).join(",")}}`).join(",")
}

function writer({ as, column }: Projection.Item): (row: Values) => string {
  const label = JSON.stringify(as)
  return (row) => `${label}:${printCell(row[column.name] ?? null, column.cell.print)}`
}

function printCell(cell: Cell, print: (cell: Cell) => string): string {
  return cell === null ? "null" : print(cell)
}

function printChange(resource: Resource, fields: ReadonlyArray<ChangeField>, change: Change): string {
  const print = (field: ChangeField): string => {
    if (field === "version") return String(change.version)
    return field === "after" ? printImage(resource, change.after) : JSON.stringify(change[field])
  }
  return `{${fields.map((field) => `"${field}":${print(field)}`).join(",")}}`
}

function printImage(resource: Resource, image: Values | null): string {
  return image === null ? "null" : printRows(heldBy(resource, image), [image])
}

function imageOf(resource: Resource, image: Values | null): Values | null {
  return image === null ? null : project(heldBy(resource, image), image)
}

/** What an image holds of the fields that are shown today. */
function heldBy({ columns }: Resource, image: Values): Projection.Projection {
  return Projection.of([...columns.values()].filter(({ name }) => Object.hasOwn(image, name)))
}

/** What leaves the database for a projection, and how its cells become rows. */
import { type Column, Resource, type Rows, type Values } from "@pgcrest/core"
import { hash } from "node:crypto"
import type { TextRow } from "../client/TextQuery.ts"
import type { ColumnItemShape, ItemShape, OrderShape } from "../shape/SelectionShape.ts"
import type { WriteShape } from "../shape/Shape.ts"
import { of, outputColumn } from "../sql/columns.ts"
import { itemSql } from "../sql/embed.ts"
import { uidOf } from "../sql/key.ts"
import { sortedBy } from "../sql/order.ts"
import { versionText } from "../sql/rowTag.ts"
import { join, type Sql } from "../sql/Sql.ts"
import { onRow } from "../sql/term.ts"
import { cellReader } from "./cellReader.ts"
import { fieldOf } from "./OutputField.ts"
import { serialiser } from "./serialiser.ts"
import { readCell, valuesReader } from "./valuesReader.ts"

export interface Output {
  /** How many cells `list` has, and how many of them, the first ones, are shown. */
  readonly width: number
  readonly shown: number
  /** What tells rows of these cells from others: where each stands, and of what type it is. */
  readonly form: () => string
  /** What is shown, and uid, version and the order's columns where these are not among it. */
  readonly list: (alias: string) => Sql
  /** Rows of cells in the order of `list`; what follows in a row is not looked at. */
  readonly found: (
    rows: ReadonlyArray<TextRow>,
    paged: Pick<Rows.Paged, "total" | "counted" | "more"> & Partial<Pick<Rows.Paged, "past">>
  ) => Rows.Found
  /** The same of a write, which has one row. */
  readonly written: (
    rows: ReadonlyArray<TextRow>,
    facts: { readonly created: boolean; readonly visible: boolean }
  ) => Rows.Written
  /** The same of a write of many, of which each row's facts are told; what is out of sight is not shown. */
  readonly writtenMany: (
    rows: ReadonlyArray<TextRow>,
    facts: ReadonlyArray<{ readonly created: boolean; readonly visible: boolean }>
  ) => Rows.WrittenMany
}

/** The page of what is no list. */
export const single = { total: null, counted: "exactly", more: false } as const

/**
 * Selects columns in the resource's order, so that the order of a choice makes no statement, and writes in the order that
 * was asked for. A list tells what its records are sorted by.
 */
export const outputOf = (
  resource: Resource.Resource,
  items: ReadonlyArray<ItemShape>,
  order: ReadonlyArray<OrderShape> = []
): Output => {
  const chosen = new Set(items.filter(isPlain).map(({ column }) => column.column))
  const columns = [...resource.columns.values()].filter((column) => chosen.has(column))
  const others = items.filter((item) => !isPlain(item))
  const { uidIn, version, extra, width } = keyCells(resource, columns, others.length)
  const sorted = sortCells(order, columns, width)
  const places = new Map(columns.map((column, at) => [column, at]))
  const fields = items.map((item) =>
    fieldOf(
      item,
      isPlain(item) ? (places.get(item.column.column) ?? 0) : columns.length + others.indexOf(item)
    )
  )
  const write = serialiser(fields)
  const values = valuesReader(fields)
  const computed = items.some(({ _tag }) => _tag !== "Column")
  const updatedAt = updatedAtReader(columns)
  const shown = (rows: ReadonlyArray<TextRow>): Rows.Answered<Values> => ({
    count: rows.length,
    keys: () => rows.map((row) => ({ uid: uidIn(row), version: row[version] ?? null })),
    json: () => write(rows),
    values: () => rows.map(values),
    first: (count) => shown(rows.slice(0, count)),
    updatedAt: () => updatedAt(rows[0]),
    computed
  })
  const list: Output["list"] = (alias) =>
    join(
      [
        ...columns.map((column) => outputColumn(alias, column)),
        ...others.map((item) => itemSql(item, alias)),
        ...extra(alias),
        ...sorted.extra(alias)
      ],
      ", "
    )
  return {
    width: width + sorted.extra("record").length,
    shown: columns.length + others.length,
    form: () =>
      hash("sha256", `${list("record").parts.join("?")}\n${JSON.stringify(fields)}`, "base64url").slice(
        0,
        16
      ),
    list,
    found: (rows, paged) => ({
      _tag: "Found",
      ...shown(rows),
      past: null,
      ...paged,
      read: rows.length,
      place: (at) => sorted.place(rows[at] ?? [])
    }),
    written: (rows, facts) => ({ _tag: "Written", ...shown(rows), ...facts }),
    writtenMany: (rows, facts) => ({
      _tag: "WrittenMany",
      ...shown(rows.filter((_, at) => facts[at]?.visible === true)),
      met: facts.flatMap((fact, at) => {
        const row = rows[at]
        return row === undefined ? [] : [{ uid: uidIn(row), version: row[version] ?? null, ...fact }]
      })
    })
  }
}

/** That of a write; under a key, whose row tells which records it is about, each one's uid stands last. */
export const writtenOutput = ({ resource, items, key }: WriteShape): Output => {
  const output = outputOf(resource, items)
  return key === null
    ? output
    : {
        ...output,
        width: output.width + 1,
        list: (alias) => join([output.list(alias), uidOf(resource, alias)], ", ")
      }
}

/** A column as it is stored, which several items can share. */
function isPlain(item: ItemShape): item is ColumnItemShape {
  return item._tag === "Column" && item.column.steps.length === 0
}

/** Where a row's cells stand by which it is sorted, and what must be selected besides the columns for that. */
function sortCells(order: ReadonlyArray<OrderShape>, columns: ReadonlyArray<Column>, width: number) {
  const own = ({ column, of }: OrderShape) =>
    of === null && column.steps.length === 0 ? columns.indexOf(column.column) : -1
  const behind = order.filter((one) => own(one) < 0)
  const readers = order.map((one) => {
    const at = own(one)
    return { at: at < 0 ? width + behind.indexOf(one) : at, read: cellReader(one.column.type) }
  })
  return {
    extra: (alias: string) => behind.map((one) => sortedBy(one, onRow(alias))),
    place: (row: TextRow) => readers.map(({ at, read }) => readCell(row, at, read))
  }
}

/** Where a row's uid and version stand, and what must be selected besides the columns for that. */
function keyCells(resource: Resource.Resource, columns: ReadonlyArray<Column>, others: number) {
  const { key } = resource
  const behind = key.columns.filter((column) => !columns.includes(column))
  const selected = [...columns, ...Array.from({ length: others }, () => null), ...behind]
  const at = columns.findIndex(({ plays }) => plays === "version")
  const extra = (alias: string) => [
    ...behind.map((column) => of(alias, column)),
    ...(at < 0 ? [versionText(resource, alias)] : [])
  ]
  return {
    uidIn: uidReader(key, selected),
    version: at < 0 ? selected.length : at,
    extra,
    width: selected.length + (at < 0 ? 1 : 0)
  }
}

/** Reads the uid of a row that holds these columns. */
function uidReader(key: Resource.Key, selected: ReadonlyArray<Column | null>): (row: TextRow) => string {
  const sole = Resource.soleColumn(key)
  if (sole !== null) {
    const [at, read] = [selected.indexOf(sole), cellReader(sole.type)]
    return (row) => String(readCell(row, at, read) ?? "")
  }
  const values = valuesReader(
    key.columns.map((column) => ({
      _tag: "Cell",
      as: column.name,
      type: column.type,
      asText: false,
      at: selected.indexOf(column)
    }))
  )
  return (row) => Resource.uidOf(key, values(row))
}

/** Of a row that holds these columns; null where they tell no instant of its last update. */
function updatedAtReader(columns: ReadonlyArray<Column>): (row: TextRow | undefined) => string | null {
  const at = columns.findIndex(({ plays }) => plays === "last_updated_at")
  const column = columns[at]
  if (column === undefined) return () => null
  const read = cellReader(column.type)
  return (row) => {
    const cell = row === undefined ? null : readCell(row, at, read)
    return cell === null ? null : String(cell)
  }
}

/** What a change tells beside its contents, as columns: by them its readers filter, and pages are placed. */
import type { Order } from "../query/Query.ts"
import { type Column, undeclared } from "../resource/Column.ts"
import { cellType } from "../value/CellType.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import { operations, type Provenance } from "./Change.ts"

/** A column of the trail, whose names in JSON are those of a change. */
const changeColumn = (name: string, type: ColumnType, columnName = name): Column =>
  undeclared({ name, columnName }, { type, cell: cellType(type), nullable: false, plays: null })

/** The record's version after the change, which tells the changes of one record apart. */
export const versionColumn = changeColumn("version", { kind: "bigint" })
/** What was done. */
export const operationColumn = changeColumn(
  "operation",
  { kind: "enum", labels: operations, type: null },
  "op"
)
const at = changeColumn("at", { kind: "timestamptz" })
/** Whose change it is. */
export const recordColumn = changeColumn("uid", { kind: "text" })
const resource = changeColumn("resource", { kind: "text" })

// A record, so that what a change newly tells of its request does not compile until it is said how it is asked for.
const told = {
  actor: "text",
  on_behalf_of: "text",
  issuer: "text",
  request_id: "text",
  client_request_id: "text",
  trace_id: "text",
  via: "text",
  reason: "text"
} as const satisfies Readonly<Record<Exclude<keyof Provenance, "metadata">, "text">>

/** By what changes are found. */
export const changeColumns: ReadonlyMap<string, Column> = new Map(
  [
    versionColumn,
    operationColumn,
    at,
    ...Object.entries(told).map(([name, kind]) => ({ ...changeColumn(name, { kind }), nullable: true }))
  ].map((column) => [column.name, column])
)

/** The changes of one record: newest first. */
export const recordOrder: ReadonlyArray<Order> = [newest(versionColumn)]
/** The changes of many: the newest first too, and of one instant by what they are of. */
export const resourceOrder: ReadonlyArray<Order> = [newest(at), newest(recordColumn), newest(versionColumn)]
/** Those of several resources. */
export const trailOrder: ReadonlyArray<Order> = [
  newest(at),
  newest(resource),
  newest(recordColumn),
  newest(versionColumn)
]

function newest(column: Column): Order {
  return { column, of: null, direction: "desc", nulls: "first" }
}

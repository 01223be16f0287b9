/** What is measured: operations, the gateways' events that ask for them, and the sides that answer. */

export const operations = [
  "get",
  "list20",
  "list20filters",
  "deep",
  "list1000",
  "nested",
  "page1",
  "deepCursor",
  "create",
  "update",
  "createKeyed",
  "updateKeyed",
  "deleteCreate",
  "unit",
  "noteUpdate",
  "bulk1000",
  "batch10"
] as const

export type Operation = (typeof operations)[number]

/** Payload 1.0 of a REST API, or 2.0 of an HTTP API. */
export const sources = ["rest", "http2"] as const

export type Source = (typeof sources)[number]

/** One operation, asked for by one kind of event. */
export interface Case {
  readonly operation: Operation
  readonly source: Source
}

/** How tables and workers call a case: `get`, `get http2`. */
export const nameOf = ({ operation, source }: Case): string =>
  source === "rest" ? operation : `${operation} ${source}`

/** Ours, and the two yardsticks. */
export const sideNames = ["ours", "L", "L-history"] as const

export type SideName = (typeof sideNames)[number]

export const yardsticks = ["L", "L-history"] as const satisfies ReadonlyArray<SideName>

export type Yardstick = (typeof yardsticks)[number]

/** Rows apart by which fields they leave to the database's own defaults: a store inserts each kind by itself. */
import type { Fault } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Row } from "./Command.ts"

// Five such fields can be named in as many ways; a client's choice must not make a statement of any length.
const mostKinds = 32

/** A fault of the first row that makes the kinds too many. */
export const kindFaults = ({ columns }: Resource, rows: ReadonlyArray<Row<Cell>>): ReadonlyArray<Fault> => {
  const left = [...columns.values()].filter(({ default: standard }) => standard?.by === "database")
  if (2 ** left.length <= mostKinds) return []
  const kinds = new Set<string>()
  for (const [at, { values }] of rows.entries()) {
    kinds.add(left.map(({ name }) => (Object.hasOwn(values, name) ? "1" : "0")).join(""))
    if (kinds.size > mostKinds) return [{ path: [at], code: "kinds", detail }]
  }
  return []
}

const detail = `leaves other fields to the database's defaults than the rows before it, in more than ${mostKinds} ways`

/** What tells the rows of a table apart. */
import { bareType } from "../catalogue/bareType.ts"
import type { Column, Table } from "../catalogue/Description.ts"
import type { Key, UidType } from "./Declaration.ts"
import { isConstant, isSequence } from "./defaultOf.ts"

/**
 * Its primary key, else a unique constraint that no null escapes; where the database knows none, a guess that the file
 * tells of. Null where nothing can be guessed.
 */
export const keyOf = (table: Table): Key | null => {
  const columns = table.primaryKey?.columns ?? uniqueColumns(table)
  if (columns === null) return guessed(table)
  const [only, ...more] = columns.map((name) => table.columns.find((column) => column.name === name))
  const isJoined = more.length > 0
  if ([only, ...more].some((column) => column !== undefined && !isSpelt(column, isJoined))) return null
  return only !== undefined && more.length === 0
    ? single(only, table)
    : { kind: "columns", columns, known: true }
}

function uniqueColumns({ uniques, columns }: Table): ReadonlyArray<string> | null {
  const required = new Set(columns.filter(({ notNull }) => notNull).map(({ name }) => name))
  const whole = uniques.filter(
    (unique) =>
      unique.only === null && unique.columns.length > 0 && unique.columns.every((name) => required.has(name))
  )
  return whole.toSorted((left, right) => left.columns.length - right.columns.length)[0]?.columns ?? null
}

function single(column: Column, { foreignKeys }: Table): Key {
  const { name, generated } = column
  const type = uidTypeOf(column)
  const refers = foreignKeys.some(({ columns }) => columns.length === 1 && columns[0] === name)
  if (generated || refers) return { kind: "columns", columns: [name], known: true }
  return { kind: "uid", column: name, type, field: null, by: makerOf(column, type) }
}

/** Whether it has rows of its own; a foreign table's are elsewhere, and have no place here. */
export function isTable({ kind }: Table): boolean {
  return kind === "table" || kind === "partitioned"
}

/** Whether the database counts it. */
export function isMade({ identity, default: standard }: Column): boolean {
  return identity !== null || isSequence(standard)
}

/** The server makes uuids; what else the database supplies comes from there, unless it is the same for every row. */
function makerOf(column: Column, type: UidType): "server" | "database" | "client" {
  if (type === "uuid") return "server"
  const { identity, default: standard } = column
  if (identity !== null || (standard !== null && !isConstant(standard))) return "database"
  return holdsUuid(column) ? "server" : "client"
}

function holdsUuid({ type, modifier }: Column): boolean {
  if (type.kind !== "base" || !["text", "varchar"].includes(type.name)) return false
  const length = /^\((\d+)\)$/u.exec(modifier)?.[1]
  return length === undefined || Number(length) >= 36
}

// A text with a length is told as the field that has it, so that what is too long is refused by name.
function uidTypeOf({ type, modifier }: Column): UidType {
  const base = bareType(type)
  return (base.kind === "base" && modifier === "" && uidTypes.get(base.name)) || "other"
}

/** How declarations call the usual types of uids, by their names in the catalogue. */
export const uidTypes: ReadonlyMap<string, UidType> = new Map([
  ["uuid", "uuid"],
  ["text", "text"],
  ["varchar", "text"],
  ["int2", "smallint"],
  ["int4", "integer"],
  ["int8", "bigint"]
])

/** Of a view its id by name, else its first column; of a table all that is never null, or all where that is not enough. */
function guessed(table: Table): Key | null {
  const { name } = table
  const columns = table.columns.filter((column) => isSpelt(column, isTable(table)))
  if (isTable(table)) {
    const required = columns.filter(({ notNull }) => notNull)
    const by = required.length > 1 ? required : columns
    // One column by which rows are not told apart would be an address of several.
    return by.length > 1 ? { kind: "columns", columns: by.map((column) => column.name), known: false } : null
  }
  const usual = ["id", "uid", "uuid", `${name}_id`, `${name.replace(/s$/u, "")}_id`]
  const column =
    usual.flatMap((wanted) => columns.filter((one) => one.name === wanted)).at(0) ?? columns.at(0)
  return column === undefined ? null : { kind: "columns", columns: [column.name], known: false }
}

/** Whether each value has one text, as a resource's key needs it: of a column alone, or of several together. */
function isSpelt({ type, modifier, alike }: Column, isJoined: boolean): boolean {
  if (alike) return false
  const bare = bareType(type)
  if (bare.kind === "enum") return true
  if (bare.kind !== "base" || bare.schema !== "pg_catalog") return false
  const isBounded = modifier !== "" || type.kind === "domain"
  if (["numeric", "bpchar"].includes(bare.name)) return isBounded
  return plain.has(bare.name) || (isJoined && canonical.has(bare.name))
}

const plain = new Set("uuid text varchar int2 int4 int8 oid date".split(" "))
const canonical = new Set(
  "bool timestamp timestamptz time timetz inet cidr macaddr macaddr8 bit varbit".split(" ")
)

/** Which fields hold what their columns cannot: PostgreSQL says by how much, and not where. */
import type { Cell, Column, ColumnType, Resource, Values } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"

/**
 * By the numbers in PostgreSQL's words, which are the same in every language: `character varying(5)`, or a precision and a
 * scale. Of several that could be meant, all are named; none where the column's kind tells nothing.
 */
export const overflowingFields = (
  { code, message, detail }: PgError,
  { columns }: Resource.Resource,
  rows: ReadonlyArray<Values>
): ReadonlyArray<string> => {
  const exceeds = boundOf(code, message, detail ?? "")
  return [...columns.values()].flatMap((column) => {
    const isOver = rows.some((values) => {
      const [type, cells] = elementsOf(column, values[column.name] ?? null)
      return cells.some((cell) => cell !== null && exceeds(type, cell))
    })
    return isOver ? [column.name] : []
  })
}

type Exceeds = (type: ColumnType, cell: Cell) => boolean

/** What an array holds, in each of its dimensions; any other value is the only one. */
function elementsOf({ type }: Column, value: Cell): readonly [ColumnType, ReadonlyArray<Cell>] {
  if (type.kind !== "array" || !Array.isArray(value)) return [type, [value]]
  const cells: ReadonlyArray<Cell> = value.flat(Infinity)
  return [type.of, cells]
}

function boundOf(code: string, message: string, detail: string): Exceeds {
  if (code === "22001" || code === "22026") {
    const [, length = "0"] = /\((\d+)\)/u.exec(message) ?? []
    return (_, value) => typeof value === "string" && [...value].length > Number(length)
  }
  // Another reference system, shape or number of dimensions than the column has.
  if (code === "22023") return ({ kind }) => kind === "geometry"
  if (code !== "22003") return () => false
  const [, precision, scale] = /(\d+)\D+(\d+)/u.exec(detail) ?? []
  if (precision !== undefined && scale !== undefined)
    return ({ kind }, value) =>
      kind === "numeric" && Math.abs(Number(value)) >= 10 ** (Number(precision) - Number(scale))
  const most = message.includes("smallint") ? 32_768 : 2_147_483_648
  return ({ kind }, value) => whole.has(kind) && Math.abs(Number(value)) >= most
}

const whole: ReadonlySet<ColumnType["kind"]> = new Set(["smallint", "integer", "bigint", "oid"])

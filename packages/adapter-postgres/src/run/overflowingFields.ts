/** Which fields hold what their columns cannot: PostgreSQL says by how much, and not where. */
import type { Cell, Column, Resource, Values } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"

/**
 * By the numbers in PostgreSQL's words, which are the same in every language: `character varying(5)`, or a precision and a
 * scale. Of several that could be meant, all are named; none where the column's kind tells nothing.
 */
export const overflowingFields = (
  { code, message, detail }: PgError,
  { columns }: Resource.Resource,
  values: Values
): ReadonlyArray<string> => {
  const exceeds = boundOf(code, message, detail ?? "")
  return [...columns.values()].flatMap((column) => {
    const value = values[column.name] ?? null
    return value !== null && exceeds(column, value) ? [column.name] : []
  })
}

type Exceeds = (column: Column, value: Cell) => boolean

function boundOf(code: string, message: string, detail: string): Exceeds {
  if (code === "22001" || code === "22026") {
    const [, length = "0"] = /\((\d+)\)/u.exec(message) ?? []
    return (_, value) => typeof value === "string" && [...value].length > Number(length)
  }
  // Another reference system, shape or number of dimensions than the column has.
  if (code === "22023") return ({ type }) => type.kind === "geometry"
  if (code !== "22003") return () => false
  const [, precision, scale] = /(\d+)\D+(\d+)/u.exec(detail) ?? []
  if (precision !== undefined && scale !== undefined)
    return ({ type }, value) =>
      type.kind === "numeric" && Math.abs(Number(value)) >= 10 ** (Number(precision) - Number(scale))
  const most = message.includes("smallint") ? 32_768 : 2_147_483_648
  return ({ type }, value) => whole.has(type.kind) && Math.abs(Number(value)) >= most
}

const whole: ReadonlySet<string> = new Set(["smallint", "integer", "bigint", "oid"])

/** A cell of CSV as the JSON or the cell that it stands for. */
import type { Column, ColumnType } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseJson } from "../json/parseJson.ts"

/** What is no value of its column's type stays a text, so that validation tells the rule; what is no JSON fails here. */
export const readCell = (
  column: Column | undefined,
  text: string,
  depth: number
): Result.Result<unknown, string> => {
  if (column === undefined) return Result.succeed(text)
  const { kind } = column.type
  if (jsonKinds.has(kind) || (kind === "array" && text.startsWith("["))) return readJson(text, depth)
  // As spreadsheets and PostgreSQL write them too.
  if (kind === "boolean") return Result.succeed(booleans.get(text.toLowerCase()) ?? text)
  const cell = column.cell.parse?.(text)
  return Result.succeed(cell === undefined || Result.isFailure(cell) ? text : cell.success)
}

const jsonKinds: ReadonlySet<ColumnType["kind"]> = new Set(["json", "jsonb", "hstore", "geometry"])

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["t", true],
  ["false", false],
  ["f", false]
])

function readJson(text: string, depth: number): Result.Result<unknown, string> {
  return Result.mapError(parseJson(text, { depth }), ({ detail }) => `is not JSON that we read: ${detail}`)
}

/** PostgreSQL's text of a cell as the value that hooks see. */
import { type Cell, type ColumnType, parseExactJson } from "@pgcrest/core"
import { zonedInstant } from "./zonedInstant.ts"

export const readCell = (text: string | null, type: ColumnType): Cell => {
  if (text === null || (unbounded.has(type.kind) && !isFinite(text))) return null
  switch (type.kind) {
    case "boolean":
      return text === "t"
    case "integer":
    case "float":
      return Number(text)
    case "bigint":
      return BigInt(text)
    case "timestamptz":
      return instant(text)
    case "jsonb":
    case "array":
      return readJson(text)
    case "uuid":
    case "text":
    case "enum":
    case "numeric":
    case "date":
      return text
  }
}

/** False for NaN and the infinities, which JSON and RFC 3339 cannot tell: all else begins with a digit behind its sign. */
export const isFinite = (text: string): boolean => {
  const first = text.charCodeAt(text.startsWith("-") ? 1 : 0)
  return first >= 48 && first <= 57
}

// Only these have such values.
const unbounded: ReadonlySet<ColumnType["kind"]> = new Set(["numeric", "float", "date", "timestamptz"])

/** RFC 3339 of PostgreSQL's ISO output: sliced where the session says UTC, converted otherwise. */
export const instant = (text: string): string => {
  if (text.endsWith("+00") && text.charCodeAt(10) === 32) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
  return zonedInstant(text)
}

/** The slower way only for numbers that a double may change. */
function readJson(text: string): Cell {
  return /\d[\d.]{15}|\d[eE]/u.test(text) ? parseExactJson(text) : JSON.parse(text)
}

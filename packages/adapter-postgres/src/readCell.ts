/** PostgreSQL's text of a cell as the value that hooks see. */
import { type Cell, type ColumnType, ExactNumber, parseInstant } from "@pgcrest/core"
import * as Result from "effect/Result"

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
  return Result.getOrElse(parseInstant(text.replace(/([+-]\d{2})$/u, "$1:00")), () => text)
}

/** Numbers that a double would change keep their digits. */
function readJson(text: string): Cell {
  const exact = (_: string, value: unknown, { source }: { readonly source?: string }) =>
    typeof value === "number" && source !== undefined && source !== String(value)
      ? new ExactNumber(source)
      : value
  return /\d[\d.]{15}|\d[eE]/u.test(text) ? JSON.parse(text, exact) : JSON.parse(text)
}

declare global {
  interface JSON {
    /** ES2026: the reviver also gets the source text of primitives; in Node 22 and later. */
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown
    ): object | string | number | boolean | null
  }
}

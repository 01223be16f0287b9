/** JSON as a cell, with numbers that a double would change kept digit for digit. */
import type { Cell } from "./ColumnType.ts"
import { ExactNumber } from "./ExactNumber.ts"

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown
// ES2026, in Node 22 and later: a reviver is told the source text. Not a global augmentation: two would not agree.
const parse: (text: string, reviver: Reviver) => Cell = JSON.parse

/** Parses what a store or a server printed; throws what JSON.parse throws. */
export const parseExactJson = (text: string): Cell => parse(text, exact)

function exact(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  return typeof value === "number" && source !== undefined && source !== String(value)
    ? new ExactNumber(source)
    : value
}

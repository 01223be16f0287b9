/** Checks of a table that Schema can say. */
import type { Check } from "../catalogue/Description.ts"
import { call, type Code, object } from "../code/Code.ts"
import { checkTokens, nameIn, numberIn, textIn } from "./checkTokens.ts"

/** What a check says of one column. */
export type Rule =
  | {
      readonly kind: "number"
      readonly filters: ReadonlyArray<Code>
      readonly holds: (constant: string) => boolean
    }
  /** In characters. */
  | { readonly kind: "length"; readonly least: number; readonly most: number }
  | { readonly kind: "labels"; readonly labels: ReadonlyArray<string> }

/** Null where it is over more than one column, or says what is not read here. */
export const checkOf = ({ columns, definition }: Check): Rule | null => {
  const [column, ...more] = columns
  if (column === undefined || more.length > 0) return null
  const words = checkTokens(definition)
  return labelsOf(words, column) ?? boundsOf(words, column)
}

/** `status = ANY ARRAY [ 'a' , 'b' ]`, as `in (…)` is kept; of a single label `status = 'a'`. */
function labelsOf([name = "", equals, ...rest]: ReadonlyArray<string>, column: string): Rule | null {
  if (nameIn(name) !== column || equals !== "=") return null
  const isList = rest.slice(0, 3).join(" ") === "ANY ARRAY [" && rest.at(-1) === "]"
  const words = isList ? rest.slice(3, -1).filter((word) => word !== ",") : rest
  const labels = words.map(textIn).filter((label) => label !== null)
  const isWhole = labels.length === words.length && (isList || labels.length === 1)
  return isWhole && labels.length > 0 && new Set(labels).size === labels.length
    ? { kind: "labels", labels }
    : null
}

interface Bound {
  readonly of: "number" | "length"
  readonly operator: string
  readonly value: number
}

/** `price >= 0 AND price <= 100`, or the same of `char_length name`. */
function boundsOf(words: ReadonlyArray<string>, column: string): Rule | null {
  const bounds = clauses(words).map((clause) => boundOf(clause, column))
  const known = bounds.filter((bound) => bound !== null)
  const [first] = known
  if (first === undefined || known.length < bounds.length || known.some(({ of }) => of !== first.of))
    return null
  if (first.of === "length") return lengthOf(known)
  const filters = numberFilters(known)
  return filters === null ? null : { kind: "number", filters, holds: (constant) => meets(constant, known) }
}

function meets(constant: string, bounds: ReadonlyArray<Bound>): boolean {
  const number = Number(constant)
  return bounds.every(
    ({ operator, value }) =>
      (operator.startsWith(">") && number > value) ||
      (operator.startsWith("<") && number < value) ||
      (operator.endsWith("=") && number === value)
  )
}

function clauses(words: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> {
  const parts: Array<Array<string>> = [[]]
  for (const word of words) {
    if (word === "AND") parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts
}

function boundOf(clause: ReadonlyArray<string>, column: string): Bound | null {
  const isLength = ["char_length", "character_length", "length"].includes(clause[0] ?? "")
  const [name = "", operator = "", word = "", ...more] = isLength ? clause.slice(1) : clause
  if (nameIn(name) !== column || more.length > 0) return null
  if (!isLength && operator === "<>" && word === "''") return { of: "length", operator: ">", value: 0 }
  const value = numberIn(word)
  return value === null ? null : { of: isLength ? "length" : "number", operator, value }
}

function numberFilters(bounds: ReadonlyArray<Bound>): ReadonlyArray<Code> | null {
  const [low, high] = [
    bounds.find(({ operator }) => operator === ">="),
    bounds.find(({ operator }) => operator === "<=")
  ]
  if (bounds.length === 2 && low !== undefined && high !== undefined)
    return [call("Schema.isBetween", object([member("minimum", low), member("maximum", high)]))]
  const filters = bounds.map(({ operator, value }) => {
    const name = comparisons.get(operator)
    return name === undefined ? null : call(name, String(value))
  })
  return whole(filters)
}

function member(name: string, { value }: Bound) {
  return { name, value: String(value) }
}

const comparisons: ReadonlyMap<string, string> = new Map([
  [">", "Schema.isGreaterThan"],
  [">=", "Schema.isGreaterThanOrEqualTo"],
  ["<", "Schema.isLessThan"],
  ["<=", "Schema.isLessThanOrEqualTo"]
])

function lengthOf(bounds: ReadonlyArray<Bound>): Rule | null {
  if (bounds.some(({ operator }) => !comparisons.has(operator))) return null
  const least = bounds.map(({ operator, value }) => lowest.get(operator)?.(value) ?? 0)
  const most = bounds.map(({ operator, value }) => highest.get(operator)?.(value) ?? Infinity)
  return { kind: "length", least: Math.max(...least), most: Math.min(...most) }
}

const lowest: ReadonlyMap<string, (value: number) => number> = new Map([
  [">", (value) => Math.floor(value) + 1],
  [">=", Math.ceil]
])
const highest: ReadonlyMap<string, (value: number) => number> = new Map([
  ["<", (value) => Math.ceil(value) - 1],
  ["<=", Math.floor]
])

function whole(filters: ReadonlyArray<Code | null>): ReadonlyArray<Code> | null {
  const known = filters.filter((filter) => filter !== null)
  return known.length === filters.length ? known : null
}

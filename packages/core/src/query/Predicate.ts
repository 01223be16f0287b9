/** A condition on a record, as data: a client's filter, or what is left of an access rule. Three-valued, as in SQL. */
import type { Cell } from "../value/ColumnType.ts"
import type { Column } from "../resource/Column.ts"
import { like } from "../value/text.ts"

export type Comparison = "eq" | "neq" | "lt" | "lte" | "gt" | "gte"
export type Operator = Comparison | "like" | "ilike"

export type Predicate =
  /** True, false, or unknown (null). */
  | { readonly _tag: "Constant"; readonly value: boolean | null }
  | { readonly _tag: "Compare"; readonly field: string; readonly operator: Comparison; readonly value: Cell }
  /** Compared with each value: the Or of these comparisons, or their And. */
  | {
      readonly _tag: "Quantified"
      readonly quantifier: "any" | "all"
      readonly field: string
      readonly operator: Operator
      readonly values: ReadonlyArray<Cell>
    }
  | { readonly _tag: "Is"; readonly field: string; readonly value: boolean | null }
  | { readonly _tag: "Like"; readonly field: string; readonly pattern: string; readonly insensitive: boolean }
  | { readonly _tag: "And" | "Or"; readonly predicates: ReadonlyArray<Predicate> }
  | { readonly _tag: "Not"; readonly predicate: Predicate }

export const always: Predicate = { _tag: "Constant", value: true }
export const never: Predicate = { _tag: "Constant", value: false }

export const isAlways = (predicate: Predicate): boolean =>
  predicate._tag === "Constant" && predicate.value === true
/** Cannot hold for any record: no query need be sent. */
export const isNever = (predicate: Predicate): boolean =>
  predicate._tag === "Constant" && predicate.value !== true

/** All must hold; what is always true falls away, and one that is false decides. */
export const and = (...predicates: ReadonlyArray<Predicate>): Predicate => {
  const open = predicates.filter((part) => !isAlways(part))
  if (open.length === 0) return always
  const parts = open
    .flatMap((part) => (part._tag === "And" ? part.predicates : [part]))
    .filter((part) => !isAlways(part))
  if (parts.some((part) => part._tag === "Constant" && part.value === false)) return never
  const [only] = parts
  return only === undefined ? always : parts.length === 1 ? only : { _tag: "And", predicates: parts }
}

/** Whether a record fulfils the condition: true, false, or unknown (null). Only true grants. */
export const evaluate = (
  predicate: Predicate,
  valueOf: (field: string) => Cell,
  columns: ReadonlyMap<string, Column>
): boolean | null => {
  switch (predicate._tag) {
    case "Constant":
      return predicate.value
    case "Compare":
      return compared(predicate, valueOf(predicate.field), predicate.value, columns)
    case "Quantified": {
      const value = valueOf(predicate.field)
      const each = predicate.values.map((one) => compared(predicate, value, one, columns))
      return predicate.quantifier === "any" ? some(each) : every(each)
    }
    case "Is":
      return valueOf(predicate.field) === predicate.value
    case "Like": {
      const { field, insensitive, pattern } = predicate
      const operator = insensitive ? "ilike" : "like"
      return compared({ field, operator }, valueOf(field), pattern, columns)
    }
    case "And":
      return every(predicate.predicates.map((part) => evaluate(part, valueOf, columns)))
    case "Or":
      return some(predicate.predicates.map((part) => evaluate(part, valueOf, columns)))
    case "Not":
      return not(evaluate(predicate.predicate, valueOf, columns))
  }
}

const holds: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0
}

function compared(
  { field, operator }: { readonly field: string; readonly operator: Operator },
  actual: Cell,
  operand: Cell,
  columns: ReadonlyMap<string, Column>
): boolean | null {
  if (actual === null || operand === null) return null
  if (operator === "like") return like(String(actual), String(operand))
  if (operator === "ilike") return like(String(actual).toLowerCase(), String(operand).toLowerCase())
  return holds[operator](columns.get(field)?.cell.compare(actual, operand) ?? Number.NaN)
}

function every(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(false) ? false : values.includes(null) ? null : true
}

function some(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}

export { compact } from "./compact.ts"
export { isLikePattern } from "../value/text.ts"

/** A condition on a record, as data: a client's filter, or what is left of an access rule. Three-valued, as in SQL. */
import type { Cell } from "../value/ColumnType.ts"
import type { Column } from "../resource/Column.ts"
import { like } from "../value/text.ts"
import { padded } from "../value/textCell.ts"

/** Comparisons of two values in the order of their type; with null each is unknown. */
export type Comparison = "eq" | "neq" | "lt" | "lte" | "gt" | "gte"
/** What compares a column with one value or with a list: also SQL's LIKE, and the same without regard to case. */
export type Operator = Comparison | "like" | "ilike"

/** A condition on one record: true, false or unknown of it. */
export type Predicate =
  /** True, false, or unknown (null). */
  | { readonly _tag: "Constant"; readonly value: boolean | null }
  | { readonly _tag: "Compare"; readonly column: Column; readonly operator: Comparison; readonly value: Cell }
  /** Compared with each value: the Or of these comparisons, or their And. */
  | {
      readonly _tag: "Quantified"
      readonly quantifier: "any" | "all"
      readonly column: Column
      readonly operator: Operator
      readonly values: ReadonlyArray<Cell>
    }
  /** IS: the very value, null included; never unknown. */
  | { readonly _tag: "Is"; readonly column: Column; readonly value: boolean | null }
  /** SQL's LIKE: `%` stands for any run of characters, `_` for one, and `\` takes the next literally. */
  | {
      readonly _tag: "Like"
      readonly column: Column
      readonly pattern: string
      readonly insensitive: boolean
    }
  | { readonly _tag: "And" | "Or"; readonly predicates: ReadonlyArray<Predicate> }
  | { readonly _tag: "Not"; readonly predicate: Predicate }

/** Holds for every record. */
export const always: Predicate = { _tag: "Constant", value: true }
/** Holds for no record. */
export const never: Predicate = { _tag: "Constant", value: false }
/** Of no record can it be said whether it holds. */
export const unknown: Predicate = { _tag: "Constant", value: null }

/** Whether it holds for every record: there is nothing to ask in SQL. */
export const isAlways = (predicate: Predicate): boolean =>
  predicate._tag === "Constant" && predicate.value === true
/** Whether it can hold for no record: no query need be sent. What is unknown does not hold, and makes nothing true that it is joined with. */
export const isNever = (predicate: Predicate): boolean => {
  switch (predicate._tag) {
    case "Constant":
      return predicate.value !== true
    case "And":
      return predicate.predicates.some(isNever)
    case "Or":
      return predicate.predicates.every(isNever)
    default:
      return false
  }
}

/** All must hold; what is always true falls away, and one that is false decides. */
export const and = (...predicates: ReadonlyArray<Predicate>): Predicate => {
  const parts = predicates
    .flatMap((part) => (part._tag === "And" ? part.predicates : [part]))
    .filter((part) => !isAlways(part))
  if (parts.some((part) => part._tag === "Constant" && part.value === false)) return never
  const [only] = parts
  return only === undefined ? always : parts.length === 1 ? only : { _tag: "And", predicates: parts }
}

/** The same of two, of which mostly one always holds: then the other is all that is asked. */
export const both = (left: Predicate, right: Predicate): Predicate =>
  isAlways(left) ? right : isAlways(right) ? left : and(left, right)

/** Whether a record fulfils the condition: true, false, or unknown (null). Only true grants. */
export const evaluate = (predicate: Predicate, valueOf: (column: Column) => Cell): boolean | null => {
  switch (predicate._tag) {
    case "Constant":
      return predicate.value
    case "Compare":
      return compared(predicate, valueOf(predicate.column), predicate.value)
    case "Quantified": {
      const value = valueOf(predicate.column)
      const each = predicate.values.map((one) => compared(predicate, value, one))
      return predicate.quantifier === "any" ? some(each) : every(each)
    }
    case "Is":
      return valueOf(predicate.column) === predicate.value
    case "Like": {
      const { column, insensitive, pattern } = predicate
      const operator = insensitive ? "ilike" : "like"
      return compared({ column, operator }, valueOf(column), pattern)
    }
    case "And":
      return every(predicate.predicates.map((part) => evaluate(part, valueOf)))
    case "Or":
      return some(predicate.predicates.map((part) => evaluate(part, valueOf)))
    case "Not":
      return not(evaluate(predicate.predicate, valueOf))
  }
}

/** Equal for predicates that are written alike, operands included. */
export const textOf = (predicate: Predicate): string => {
  switch (predicate._tag) {
    case "Constant":
      return String(predicate.value)
    case "Compare":
      return `${predicate.column.name} ${predicate.operator} ${operandText(predicate.column, predicate.value)}`
    case "Quantified": {
      const { column, operator, quantifier, values } = predicate
      return `${column.name} ${operator} ${quantifier}(${values.map((value) => operandText(column, value)).join()})`
    }
    case "Is":
      return `${predicate.column.name} is ${predicate.value}`
    case "Like":
      return `${predicate.column.name} ${predicate.insensitive ? "ilike" : "like"} ${JSON.stringify(predicate.pattern)}`
    case "And":
    case "Or":
      return `${predicate._tag}(${predicate.predicates.map(textOf).join()})`
    case "Not":
      return `not ${textOf(predicate.predicate)}`
  }
}

function operandText({ cell }: Column, value: Cell): string {
  return value === null ? "null" : cell.print(value)
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
  { column, operator }: { readonly column: Column; readonly operator: Operator },
  actual: Cell,
  operand: Cell
): boolean | null {
  if (actual === null || operand === null) return null
  if (operator !== "like" && operator !== "ilike") {
    return holds[operator](column.cell.compare(actual, operand))
  }
  const { type } = column
  // Blanks that fill up a char mean nothing to `=`, and something to LIKE.
  const text = type.kind === "char" ? padded(String(actual), type.length) : String(actual)
  return operator === "ilike" || type.kind === "citext"
    ? like(text.toLowerCase(), String(operand).toLowerCase())
    : like(text, String(operand))
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

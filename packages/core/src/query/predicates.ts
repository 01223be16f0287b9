/** A condition on a record, as data: a client's filter, or what is left of an access rule. Three-valued, as in SQL. */
import type { Link } from "../resource/Link.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Relation } from "../value/Relations.ts"
import type { SearchForm, SearchLanguage } from "../value/searchText.ts"
import type { Term } from "./Term.ts"

/** Comparisons of two values in the order of their type; with null each is unknown. */
export type Comparison = "eq" | "neq" | "lt" | "lte" | "gt" | "gte"
/** SQL's LIKE, and POSIX's regular expressions; each also without regard to case. */
export type Matching = "like" | "ilike" | "match" | "imatch"
/** What compares a column with one value or with a list. */
export type Operator = Comparison | Matching
/** What has no opposite of its own: how two values stand to each other, and whether they are two, null being a value. */
export type Relating = Relation | "isdistinct"

/** A condition on one record: true, false or unknown of it. */
export type Predicate =
  /** True, false, or unknown (null). */
  | { readonly _tag: "Constant"; readonly value: boolean | null }
  | { readonly _tag: "Compare"; readonly column: Term; readonly operator: Comparison; readonly value: Cell }
  /** Compared with each value: the Or of these comparisons, or their And. */
  | {
      readonly _tag: "Quantified"
      readonly quantifier: "any" | "all"
      readonly column: Term
      readonly operator: Operator
      readonly values: ReadonlyArray<Cell>
    }
  /** IS: the very value, null included; never unknown. */
  | { readonly _tag: "Is"; readonly column: Term; readonly value: boolean | null }
  /** SQL's LIKE: `%` stands for any run of characters, `_` for one, and `\` takes the next literally. */
  | {
      readonly _tag: "Like"
      readonly column: Term
      readonly pattern: string
      readonly insensitive: boolean
    }
  /** Whether a regular expression finds something in a text: see `parseRegex`. */
  | {
      readonly _tag: "Match"
      readonly column: Term
      readonly pattern: string
      readonly insensitive: boolean
    }
  /** With null unknown, but for `isdistinct`. */
  | { readonly _tag: "Relate"; readonly column: Term; readonly operator: Relating; readonly value: Cell }
  /** PostgreSQL's text search; in the database's own language where it is null. */
  | {
      readonly _tag: "Search"
      readonly column: Term
      readonly form: SearchForm
      readonly language: SearchLanguage | null
      readonly text: string
    }
  /** Whether a link leads to a record for which the condition is true; never unknown. */
  | { readonly _tag: "Exists"; readonly link: Link; readonly through: Predicate; readonly where: Predicate }
  | { readonly _tag: "And" | "Or"; readonly predicates: ReadonlyArray<Predicate> }
  | { readonly _tag: "Not"; readonly predicate: Predicate }

/** By which operator a text is matched. */
export const matchingOf = ({
  _tag,
  insensitive
}: Pick<Extract<Predicate, { readonly _tag: "Like" | "Match" }>, "_tag" | "insensitive">): Matching => {
  switch (_tag) {
    case "Like":
      return insensitive ? "ilike" : "like"
    case "Match":
      return insensitive ? "imatch" : "match"
  }
}

/** Whether an operator takes patterns: then they are text, whatever the column is. */
export const isMatching = (operator: Operator): operator is Matching => !Object.hasOwn(comparisons, operator)

// A record, so that a new comparison does not compile until it is told from patterns.
const comparisons: Readonly<Record<Comparison, true>> = {
  eq: true,
  neq: true,
  lt: true,
  lte: true,
  gt: true,
  gte: true
}

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

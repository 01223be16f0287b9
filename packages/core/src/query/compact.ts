/** A predicate in its shortest form: what a client can write at length and in many ways becomes one shape. */
import type { Cell } from "../value/ColumnType.ts"
import { isMatching, matchingOf, type Operator, type Predicate } from "./predicates.ts"
import { hasOperands, outline } from "./outline.ts"
import type { Term } from "./Term.ts"

/**
 * Means the same, three-valued: conditions of one column by one operator are one condition on a list, Not stands before
 * what has no opposite alone, nothing is said twice, and the parts of And and Or have an order of their own.
 */
export const compact = (predicate: Predicate): Predicate => normal(predicate, false)

const opposites = { eq: "neq", neq: "eq", lt: "gte", gte: "lt", gt: "lte", lte: "gt" } as const
const dual = { any: "all", all: "any" } as const

function normal(predicate: Predicate, negated: boolean): Predicate {
  switch (predicate._tag) {
    case "Not":
      return normal(predicate.predicate, !negated)
    case "And":
    case "Or": {
      const tag = (predicate._tag === "And") === negated ? "Or" : "And"
      const parts = predicate.predicates.map((part) => normal(part, negated))
      return joined(
        tag,
        parts.flatMap((part) => (part._tag === tag ? part.predicates : [part]))
      )
    }
    case "Constant":
      return negated && predicate.value !== null ? { ...predicate, value: !predicate.value } : predicate
    case "Compare":
      return negated ? { ...predicate, operator: opposites[predicate.operator] } : predicate
    case "Quantified": {
      const { quantifier, operator } = predicate
      if (!negated) return predicate
      if (isMatching(operator)) return { _tag: "Not", predicate }
      return { ...predicate, quantifier: dual[quantifier], operator: opposites[operator] }
    }
    case "Exists": {
      const there: Predicate = {
        ...predicate,
        through: compact(predicate.through),
        where: compact(predicate.where)
      }
      return negated ? { _tag: "Not", predicate: there } : there
    }
    case "Is":
    case "Like":
    case "Match":
    case "Relate":
    case "Search":
      return negated ? { _tag: "Not", predicate } : predicate
  }
}

/** Conditions that differ in their operands alone. */
interface Alike {
  readonly column: Term
  readonly operator: Operator
  readonly negated: boolean
  readonly values: ReadonlyArray<Cell>
}

function joined(tag: "And" | "Or", parts: ReadonlyArray<Predicate>): Predicate {
  const groups = new Map<string, Alike & { readonly values: Array<Cell> }>()
  const others = new Map<string, Predicate>()
  for (const part of parts) {
    const alike = alikeOf(part, tag)
    if (alike === null) others.set(hasOperands(part) ? String(others.size) : outline(part), part)
    else {
      const key = `${alike.column.name} ${alike.operator} ${alike.negated}`
      const group = groups.get(key) ?? { ...alike, values: [] }
      for (const value of alike.values) group.values.push(value)
      groups.set(key, group)
    }
  }
  const conditions = [...groups.values()].map((group) => conditionOf(group, tag))
  const predicates = inOrder([...conditions, ...others.values()])
  const [only] = predicates
  if (only === undefined) return { _tag: "Constant", value: tag === "And" }
  return predicates.length === 1 ? only : { _tag: tag, predicates }
}

/** What can be one condition on a list with others of its kind under `tag`; null for all else. */
function alikeOf(part: Predicate, tag: "And" | "Or"): Alike | null {
  const negated = part._tag === "Not"
  const leaf = negated ? part.predicate : part
  if (leaf._tag === "Compare") return { ...leaf, negated, values: [leaf.value] }
  if (leaf._tag === "Like" || leaf._tag === "Match") {
    const { column, pattern } = leaf
    return { column, operator: matchingOf(leaf), negated, values: [pattern] }
  }
  return leaf._tag === "Quantified" && leaf.quantifier === quantifierOf(tag, negated)
    ? { ...leaf, negated }
    : null
}

function conditionOf({ column, operator, negated, values }: Alike, tag: "And" | "Or"): Predicate {
  const distinct = [...new Set(values)]
  const [value = null] = distinct
  const list = distinct.length !== 1
  const condition: Predicate = list
    ? { _tag: "Quantified", quantifier: quantifierOf(tag, negated), column, operator, values: distinct }
    : isMatching(operator)
      ? { ...matchings[operator], column, pattern: String(value) }
      : { _tag: "Compare", column, operator, value }
  return negated ? { _tag: "Not", predicate: condition } : condition
}

const matchings = {
  like: { _tag: "Like", insensitive: false },
  ilike: { _tag: "Like", insensitive: true },
  match: { _tag: "Match", insensitive: false },
  imatch: { _tag: "Match", insensitive: true }
} as const

// De Morgan: what is not like one or not like another is not like all of them.
function quantifierOf(tag: "And" | "Or", negated: boolean): "any" | "all" {
  return (tag === "Or") === negated ? "all" : "any"
}

function inOrder(parts: ReadonlyArray<Predicate>): ReadonlyArray<Predicate> {
  if (parts.length < 2) return parts
  return parts
    .map((part) => [outline(part), part] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, part]) => part)
}

/** A predicate without its operands. */
import type { Column, ColumnType, Predicate } from "@pgcrest/core"
import type { Hole, Parting } from "./Parting.ts"

export type PredicateShape =
  | { readonly _tag: "Constant"; readonly value: boolean | null }
  | {
      readonly _tag: "Compare"
      readonly column: Column
      readonly operator: Predicate.Comparison
      readonly value: Hole
    }
  | {
      readonly _tag: "Quantified"
      readonly quantifier: "any" | "all"
      readonly column: Column
      readonly operator: Predicate.Operator
      readonly values: Hole
    }
  | { readonly _tag: "Is"; readonly column: Column; readonly value: boolean | null }
  | { readonly _tag: "Like"; readonly column: Column; readonly pattern: Hole; readonly insensitive: boolean }
  | { readonly _tag: "And" | "Or"; readonly predicates: ReadonlyArray<PredicateShape> }
  | { readonly _tag: "Not"; readonly predicate: PredicateShape }

const text: ColumnType = { kind: "text" }

/** What a list of this operator's operands holds: patterns are text whatever the column is. */
export const operandType = ({ type }: Column, operator: Predicate.Operator): ColumnType =>
  operator === "like" || operator === "ilike" ? text : type

/** In brackets, so that what is said of it is taken for nothing else. */
export const partPredicate = (predicate: Predicate.Predicate, parting: Parting): PredicateShape => {
  parting.say("[")
  const shape = shapeOf(predicate, parting)
  parting.say("]")
  return shape
}

// Exhaustive: a new predicate does not compile until somebody says what of it is a value.
function shapeOf(predicate: Predicate.Predicate, parting: Parting): PredicateShape {
  const { _tag } = predicate
  switch (_tag) {
    case "Constant":
      parting.say(`${predicate.value}`)
      return predicate
    case "Compare": {
      const { column, operator } = predicate
      parting.say(`${column.name} ${operator}`)
      return { _tag, column, operator, value: parting.holdCell(predicate.value, column) }
    }
    case "Quantified": {
      const { column, operator, quantifier } = predicate
      parting.say(`${column.name} ${operator} ${quantifier}`)
      const values = parting.holdCells(predicate.values, column, operandType(column, operator))
      return { _tag, column, operator, quantifier, values }
    }
    case "Is":
      parting.say(`${predicate.column.name} is ${predicate.value}`)
      return predicate
    case "Like": {
      const { column, insensitive } = predicate
      parting.say(`${column.name} ${insensitive ? "ilike" : "like"}`)
      return { _tag, column, insensitive, pattern: parting.hold(predicate.pattern) }
    }
    case "And":
    case "Or":
      return partJoined(_tag, predicate.predicates, parting)
    case "Not":
      parting.say("not ")
      return { _tag, predicate: partPredicate(predicate.predicate, parting) }
  }
}

function partJoined(
  _tag: "And" | "Or",
  predicates: ReadonlyArray<Predicate.Predicate>,
  parting: Parting
): PredicateShape {
  parting.say(_tag)
  return { _tag, predicates: predicates.map((part) => partPredicate(part, parting)) }
}

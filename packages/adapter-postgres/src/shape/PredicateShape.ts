/** A predicate without its operands. */
import { type ColumnType, Predicate, type Query } from "@pgcrest/core"
import { type LinkShape, partLink } from "./LinkShape.ts"
import type { Hole, Parting } from "./Parting.ts"
import { partTerm, type TermShape } from "./TermShape.ts"

export type PredicateShape =
  | { readonly _tag: "Constant"; readonly value: boolean | null }
  | {
      readonly _tag: "Compare"
      readonly column: TermShape
      readonly operator: Predicate.Comparison
      readonly value: Hole
    }
  | {
      readonly _tag: "Quantified"
      readonly quantifier: "any" | "all"
      readonly column: TermShape
      readonly operator: Predicate.Operator
      readonly values: Hole
    }
  | { readonly _tag: "Is"; readonly column: TermShape; readonly value: boolean | null }
  | {
      readonly _tag: "Like"
      readonly column: TermShape
      readonly pattern: Hole
      readonly insensitive: boolean
    }
  | {
      readonly _tag: "Match"
      readonly column: TermShape
      readonly pattern: Hole
      readonly insensitive: boolean
    }
  | {
      readonly _tag: "Relate"
      readonly column: TermShape
      readonly operator: Predicate.Relating
      readonly value: Hole
    }
  | (Omit<Extract<Predicate.Predicate, { readonly _tag: "Search" }>, "column" | "text"> & {
      readonly column: TermShape
      readonly text: Hole
    })
  | { readonly _tag: "Exists"; readonly related: LinkedShape; readonly where: PredicateShape }
  | { readonly _tag: "And" | "Or"; readonly predicates: ReadonlyArray<PredicateShape> }
  | { readonly _tag: "Not"; readonly predicate: PredicateShape }

/** The records that a link leads to, of those that are wanted. */
export interface LinkedShape extends LinkShape {
  /** Which rows between count. */
  readonly through: PredicateShape
}

const text: ColumnType = { kind: "text" }

/** What a list of this operator's operands holds: patterns are text whatever the column is. */
export const operandType = ({ type }: Pick<TermShape, "type">, operator: Predicate.Operator): ColumnType =>
  Predicate.isMatching(operator) ? text : type

/** In brackets, so that what is said of it is taken for nothing else. */
export const partPredicate = (predicate: Predicate.Predicate, parting: Parting): PredicateShape => {
  parting.say("[")
  const shape = shapeOf(predicate, parting)
  parting.say("]")
  return shape
}

export const partLinked = (
  { link, through }: Pick<Query.Related, "link" | "through">,
  parting: Parting
): LinkedShape => ({ ...partLink(link, parting), through: partPredicate(through, parting) })

// Exhaustive: a new predicate does not compile until somebody says what of it is a value.
function shapeOf(predicate: Predicate.Predicate, parting: Parting): PredicateShape {
  const { _tag } = predicate
  switch (_tag) {
    case "Constant":
      parting.say(`${predicate.value}`)
      return predicate
    case "Compare": {
      const { operator } = predicate
      const column = partTerm(predicate.column, parting)
      parting.say(` ${operator}`)
      return { _tag, column, operator, value: parting.holdCell(predicate.value, predicate.column) }
    }
    case "Quantified": {
      const { operator, quantifier } = predicate
      const column = partTerm(predicate.column, parting)
      parting.say(` ${operator} ${quantifier}`)
      const type = operandType(predicate.column, operator)
      return {
        _tag,
        column,
        operator,
        quantifier,
        values: parting.holdCells(predicate.values, predicate.column, type)
      }
    }
    case "Is": {
      const column = partTerm(predicate.column, parting)
      parting.say(` is ${predicate.value}`)
      return { _tag, column, value: predicate.value }
    }
    case "Like":
    case "Match": {
      const { insensitive } = predicate
      const column = partTerm(predicate.column, parting)
      parting.say(` ${Predicate.matchingOf(predicate)}`)
      return { _tag, column, insensitive, pattern: parting.hold(predicate.pattern) }
    }
    case "Relate": {
      const { operator } = predicate
      const column = partTerm(predicate.column, parting)
      parting.say(` ${operator}`)
      return { _tag, column, operator, value: parting.holdCell(predicate.value, predicate.column) }
    }
    case "Search": {
      const { form, language } = predicate
      const column = partTerm(predicate.column, parting)
      parting.say(` ${form} ${language}`)
      return { _tag, column, form, language, text: parting.hold(predicate.text) }
    }
    case "Exists":
      parting.say("exists")
      return { _tag, related: partLinked(predicate, parting), where: partPredicate(predicate.where, parting) }
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

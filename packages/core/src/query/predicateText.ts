/** A predicate as text, by which equal ones are known. */
import { linkText } from "../resource/Link.ts"
import type { Cell } from "../value/ColumnType.ts"
import { matchingOf, type Predicate } from "./predicates.ts"
import type { Term } from "./Term.ts"

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
    case "Match":
      return `${predicate.column.name} ${matchingOf(predicate)} ${JSON.stringify(predicate.pattern)}`
    case "Relate":
      return `${predicate.column.name} ${predicate.operator} ${operandText(predicate.column, predicate.value)}`
    case "Search": {
      const { column, form, language, text } = predicate
      return `${column.name} ${form}(${language ?? ""}) ${JSON.stringify(text)}`
    }
    case "Exists": {
      const { link, through, where } = predicate
      return `${linkText(link)} exists(${textOf(through)},${textOf(where)})`
    }
    case "And":
    case "Or":
      return `${predicate._tag}(${predicate.predicates.map(textOf).join()})`
    case "Not":
      return `not ${textOf(predicate.predicate)}`
  }
}

function operandText({ cell }: Term, value: Cell): string {
  return value === null ? "null" : cell.print(value)
}

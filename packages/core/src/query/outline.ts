/** What of a predicate its operands do not decide. */
import { linkText } from "../resource/Link.ts"
import { matchingOf, type Predicate } from "./predicates.ts"

/** What has no operands and looks alike is the same. */
export const hasOperands = (part: Predicate): boolean => {
  const leaf = part._tag === "Not" ? part.predicate : part
  return leaf._tag !== "Is" && leaf._tag !== "Constant"
}

/** What is left of a predicate without its operands, to be sorted by. */
export const outline = (part: Predicate): string => {
  switch (part._tag) {
    case "Constant":
      return `${part.value}`
    case "Compare":
      return `${part.column.name} ${part.operator}`
    case "Quantified":
      return `${part.column.name} ${part.operator} ${part.quantifier}`
    case "Is":
      return `${part.column.name} is ${part.value}`
    case "Like":
    case "Match":
      return `${part.column.name} ${matchingOf(part)}`
    case "Relate":
      return `${part.column.name} ${part.operator}`
    case "Search":
      return `${part.column.name} ${part.form}(${part.language ?? ""})`
    case "Exists":
      return `${linkText(part.link)} exists(${outline(part.through)},${outline(part.where)})`
    case "And":
    case "Or":
      return `${part._tag}(${part.predicates.map(outline).join()})`
    case "Not":
      return `not ${outline(part.predicate)}`
  }
}

/** What a predicate is made of. */
import type { Predicate } from "./predicates.ts"

/** Whether this is so of the predicate, or of anything inside of it. */
export const somePart = (predicate: Predicate, isSo: (part: Predicate) => boolean): boolean => {
  if (isSo(predicate)) return true
  switch (predicate._tag) {
    case "Exists":
      return somePart(predicate.through, isSo) || somePart(predicate.where, isSo)
    case "And":
    case "Or":
      return predicate.predicates.some((part) => somePart(part, isSo))
    case "Not":
      return somePart(predicate.predicate, isSo)
    case "Constant":
    case "Compare":
    case "Quantified":
    case "Is":
    case "Like":
    case "Match":
    case "Relate":
    case "Search":
      return false
  }
}

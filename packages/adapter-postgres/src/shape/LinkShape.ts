/** A link with the names that its rows have in a statement. */
import { type Link, linkText, type Predicate, type Query } from "@pgcrest/core"
import type { Parting } from "./Parting.ts"
import type { PredicateShape } from "./PredicateShape.ts"

/** The records that a link leads to, of those that are wanted. */
export interface LinkShape {
  readonly link: Link
  /** The name of the rows that it leads to. */
  readonly alias: string
  /** The name of the rows between, where there are some. */
  readonly between: string
  /** Which rows between count. */
  readonly through: PredicateShape
}

type PartPredicate = (predicate: Predicate.Predicate, parting: Parting) => PredicateShape

export const partLink = (
  { link, through }: Pick<Query.Related, "link" | "through">,
  parting: Parting,
  partPredicate: PartPredicate
): LinkShape => {
  const numbers = [link.resource, ...(link.through === null ? [] : [link.through.resource])].map(parting.numberOf)
  parting.say(` ${linkText(link)}#${numbers.join()}${link.many ? "*" : ""}`)
  const [alias, between] = [parting.alias(), link.through === null ? "" : parting.alias()]
  return { link, alias, between, through: partPredicate(through, parting) }
}

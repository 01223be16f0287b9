/** A link with the names that its rows have in a statement. */
import { type Link, linkText } from "@pgcrest/core"
import type { Parting } from "./Parting.ts"
import { type At, sourceAt } from "./PastShape.ts"

export interface LinkShape {
  readonly link: Link
  /** The name of the rows that it leads to. */
  readonly alias: string
  /** The name of the rows between, where there are some. */
  readonly between: string
  /** As of when both are read. */
  readonly at: At
  readonly betweenAt: At
}

export const partLink = (link: Link, parting: Parting): LinkShape => {
  const numbers = [link.resource, ...(link.through === null ? [] : [link.through.resource])].map(
    parting.numberOf
  )
  parting.say(` ${linkText(link)}#${numbers.join()}${link.many ? "*" : ""}`)
  return {
    link,
    alias: parting.alias(),
    between: link.through === null ? "" : parting.alias(),
    at: sourceAt(parting.past, link.resource),
    betweenAt: link.through === null ? "now" : sourceAt(parting.past, link.through.resource)
  }
}

/** A link with the names that its rows have in a statement. */
import { type Link, linkText } from "@pgcrest/core"
import type { Parting } from "./Parting.ts"

export interface LinkShape {
  readonly link: Link
  /** The name of the rows that it leads to. */
  readonly alias: string
  /** The name of the rows between, where there are some. */
  readonly between: string
}

export const partLink = (link: Link, parting: Parting): LinkShape => {
  const numbers = [link.resource, ...(link.through === null ? [] : [link.through.resource])].map(
    parting.numberOf
  )
  parting.say(` ${linkText(link)}#${numbers.join()}${link.many ? "*" : ""}`)
  return { link, alias: parting.alias(), between: link.through === null ? "" : parting.alias() }
}

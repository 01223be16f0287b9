/** Under which address a read can be asked again (RFC 9110 §8.7): its query in one spelling, however it was sent. */
import type { DecodedRequest } from "@pgcrest/rest"

/** `/books?order=title.asc&select=id`: parameters by name and value. */
export const contentLocation = ({ path, prefix, query }: DecodedRequest): string => {
  const pairs = query.map((pair) => pair.map(encoded).join("=")).toSorted()
  const address = `${prefix}/${path.map(encodeURIComponent).join("/")}`
  return pairs.length === 0 ? address : `${address}?${pairs.join("&")}`
}

// What PostgREST's grammar is made of stays readable; a lone surrogate has no UTF-8.
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("%2C", ",").replaceAll("%3A", ":")
}

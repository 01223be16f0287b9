/** What is asked of relations: `author.name=eq.x`, `books.order=title`, `books.limit=5`. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { parseOrder } from "./parseOrder.ts"
import { parsePart } from "./parsePage.ts"
import type { Place } from "./Place.ts"

type Related = QuerySyntax.RelatedSyntax
type Parsed<A> = Result.Result<A, RequestFailure>

/** Each place once, in the order in which the query names them. */
export const parseRelated = (
  places: ReadonlyArray<Place>,
  limits: Limits
): Parsed<ReadonlyArray<Related>> => {
  const related: Array<Related> = []
  for (const place of places) {
    const {
      at: [first, ...rest]
    } = place
    const asked = askedOf(place, limits)
    if (Result.isFailure(asked)) return Result.fail(asked.failure)
    if (first !== undefined) related.push({ ...asked.success, at: [first, ...rest] })
  }
  return Result.succeed(related)
}

function askedOf({ filters, words }: Place, limits: Limits): Parsed<Omit<Related, "at">> {
  const parameter = [...words.values(), ...filters][0]?.parameter ?? ""
  return Result.flatMap(parseOrder(words.get("order"), limits), (order) =>
    Result.map(parsePart(words, limits), (part) => ({
      parameter: words.get("order")?.parameter ?? parameter,
      filters,
      order,
      ...part
    }))
  )
}

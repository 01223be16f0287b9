/** The query string of a list as syntax: its words, and the filters of each place. */
import type { Query, QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { crowded } from "./crowded.ts"
import type { Pairs } from "./Parameter.ts"
import { parseOrder } from "./parseOrder.ts"
import { parsePage } from "./parsePage.ts"
import { parseRelated } from "./parseRelated.ts"
import { parseSelect } from "./parseSelect.ts"
import { placesOf } from "./Place.ts"

/** A list's parameters; filters are read first, then what is shown, the order, the page, and what is asked of relations. */
export const parseQuery = (
  pairs: Pairs,
  limits: Limits,
  count: Query.Count | null
): Result.Result<QuerySyntax.QuerySyntax, RequestFailure> => {
  const places = placesOf(pairs, limits)
  if (Result.isFailure(places)) return Result.fail(places.failure)
  const [{ filters, words }, ...relations] = places.success
  const select = parseSelect(words.get("select")?.text, limits)
  if (Result.isFailure(select)) return Result.fail(select.failure)
  const order = parseOrder(words.get("order"), limits)
  if (Result.isFailure(order)) return Result.fail(order.failure)
  const page = parsePage(words, limits)
  if (Result.isFailure(page)) return Result.fail(page.failure)
  const related = parseRelated(relations, limits)
  if (Result.isFailure(related)) return Result.fail(related.failure)
  const asked = { select: select.success, filters, order: order.success, related: related.success }
  const excess = crowded(asked, limits)
  return excess === null ? Result.succeed({ ...asked, page: page.success, count }) : Result.fail(excess)
}

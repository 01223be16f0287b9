/** The query string of one record: what is shown of it, and what is asked of the relations beside it. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { crowded } from "./crowded.ts"
import { notTaken } from "./onlyWords.ts"
import { type Pairs, parameterOf } from "./Parameter.ts"
import { parseRelated } from "./parseRelated.ts"
import { parseSelect } from "./parseSelect.ts"
import { placesOf } from "./Place.ts"

/** The record is there already, so that nothing filters, sorts or parts but its relations. */
export const parseItemQuery = (
  pairs: Pairs,
  limits: Limits
): Result.Result<QuerySyntax.ShowingSyntax, RequestFailure> => {
  if (pairs.length === 0) return Result.succeed({ select: null, related: [] })
  const stranger = pairs.find((pair) => !isShowing(pair, limits))
  if (stranger !== undefined) return Result.fail(notTaken(stranger[0]))
  return Result.flatMap(placesOf(pairs, limits), ([{ words }, ...places]) =>
    Result.flatMap(parseSelect(words.get("select")?.text, limits), (select) =>
      Result.flatMap(parseRelated(places, limits), (related) => {
        const excess = crowded({ select, related, filters: [], order: [] }, limits)
        return excess === null ? Result.succeed({ select, related }) : Result.fail(excess)
      })
    )
  )
}

/** Whether a pair says what is shown, or which related records are. */
export function isShowing([key]: Pairs[number], limits: Limits): boolean {
  const parameter = parameterOf(key, limits)
  if (parameter === null) return false
  const { asks, at } = parameter
  return at.length > 0 || (asks._tag === "Word" && asks.word === "select")
}

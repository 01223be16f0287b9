/** The query grammar's failures in PostgREST's words. */
import type { Located, Refused, Unresolved } from "@pgcrest/core"
import type { Pairs, RequestFailure } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"

/** What is not of the grammar, told by the parameter that holds it. */
export const unparsed = <A>(
  pairs: Pairs,
  parsed: Result.Result<A, RequestFailure>
): Result.Result<A, WireFailure> =>
  Result.mapError(parsed, (failure) => {
    const [parameter] = failure.errors?.flatMap(({ parameter }) => parameter ?? []) ?? []
    return {
      _tag: "QueryUnparsed",
      what: whatIs(parameter ?? ""),
      text: textOf(pairs, parameter ?? ""),
      at: 1,
      rule: failure.detail
    }
  })

/** What means nothing for the table; what leads where its caller may not go is refused as a request for it would be. */
export const unresolved = <A>(
  pairs: Pairs,
  resolved: Result.Result<A, Unresolved>
): Result.Result<A, WireFailure | Refused> =>
  Result.mapError(resolved, (failure) => (isLocated(failure) ? meaningless(pairs, failure) : failure))

function isLocated(failure: Unresolved): failure is Located {
  return "fault" in failure
}

function meaningless(pairs: Pairs, located: Located): WireFailure {
  return { _tag: "QueryMeaningless", located, text: textOf(pairs, located.parameter) }
}

function whatIs(parameter: string): string {
  const [word = ""] = /[^.]*$/u.exec(parameter) ?? []
  if (word === "select" || word === "columns" || word === "on_conflict") return `${word} parameter`
  if (word === "order" || word === "limit" || word === "offset") return word
  return word === "and" || word === "or" ? "logic tree" : "filter"
}

// A parameter is named by its first hundred characters.
function textOf(pairs: Pairs, parameter: string): string {
  return pairs.find(([name]) => name.slice(0, 100) === parameter)?.[1] ?? ""
}

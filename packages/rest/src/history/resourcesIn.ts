/** Which resources a trail is told of. */
import { authorise, offers, type Permit, type Refused, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "../query/Parameter.ts"
import { readParameter } from "./readParameter.ts"
import type { Asking } from "./Asking.ts"

type Permits = ReadonlyArray<Permit<Resource.Resource, "history">>

/**
 * The permits of those that `resource=in.(books,loans)` names, each of which must be the caller's to read, or else of all that
 * are: where there is none, the caller is refused.
 */
export const resourcesIn = (
  { caller, settings }: Asking,
  named: Pairs
): Result.Result<Permits, RequestFailure | Refused> => {
  const all = [...settings.served.values()].flatMap(({ resource }) =>
    offers(resource, "history") ? [resource] : []
  )
  if (named.length > 0)
    return Result.flatMap(
      namesIn(settings, named),
      (names): Result.Result<Permits, RequestFailure | Refused> => {
        const permits: Array<Permits[number]> = []
        for (const name of names) {
          const resource = all.find((one) => one.name === name)
          if (resource === undefined) return Result.fail(unknown(name))
          const permit = authorise(resource, "history", caller)
          if (Result.isFailure(permit)) return Result.fail(permit.failure)
          permits.push(permit.success)
        }
        return Result.succeed(permits)
      }
    )
  const judged = all.map((resource) => authorise(resource, "history", caller))
  const permits = judged.flatMap((one) => (Result.isSuccess(one) ? [one.success] : []))
  const refused = judged.find(Result.isFailure)
  return permits.length === 0 && refused !== undefined
    ? Result.fail(refused.failure)
    : Result.succeed(permits)
}

function namesIn(
  settings: Asking["settings"],
  pairs: Pairs
): Result.Result<ReadonlySet<string>, RequestFailure> {
  const [pair = ["resource", ""], ...more] = pairs
  if (more.length > 0) return Result.fail(queryRepeated("resource"))
  return Result.flatMap(readParameter(pair, settings.limits), ({ modifier, not, operand, operator }) => {
    const isPlain = !not && modifier === null
    if (isPlain && operator === "eq" && operand._tag === "Text")
      return Result.succeed(new Set([operand.text]))
    return isPlain && operator === "in" && operand._tag === "List"
      ? Result.succeed(new Set(operand.texts))
      : Result.fail(queryInvalid("resource", "operator", "must be eq.books or in.(books,loans)"))
  })
}

function unknown(name: string): RequestFailure {
  return queryInvalid("resource", "operand", `names "${name.slice(0, 40)}", which has no history here`)
}

/** Whose records a trail is told of, by who made them. */
import { conditionOn, type Predicate, type Refused, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "../query/Parameter.ts"
import { unresolved } from "../query/unresolved.ts"
import type { Settings } from "../Settings.ts"
import { readParameter } from "./readParameter.ts"

/** What `owner=eq.ann` asks of a resource's images; null where it is not asked, or records name no creator. */
export const ownerOf = (
  { limits }: Settings,
  resource: Resource.Resource,
  owned: Pairs
): Result.Result<Predicate.Predicate | null, RequestFailure | Refused> => {
  const [pair, ...more] = owned
  if (more.length > 0) return Result.fail(queryRepeated("owner"))
  const { creator_uid } = resource.audit
  if (pair === undefined || creator_uid === null) return Result.succeed(null)
  return Result.flatMap(readParameter(pair, limits), (condition) =>
    unresolved(
      conditionOn(Resource.columnOf(resource, creator_uid), { parameter: "owner", filter: condition })
    )
  )
}

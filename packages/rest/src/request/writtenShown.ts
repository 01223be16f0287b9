/** What the answer to a write shows. */
import { Projection, type Refused, type Resource, resolveSelect } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "../query/Parameter.ts"
import { parseItemQuery } from "../query/parseItemQuery.ts"
import { unresolved } from "../query/unresolved.ts"
import type { PermittedRequest } from "./PermittedRequest.ts"

type Shown = Result.Result<Projection.Projection, RequestFailure | Refused>

/** What `select` and these other pairs say, or else the whole record; nothing where nobody reads it. */
export const writtenShown = (
  { headers, limits, reach }: Pick<PermittedRequest, "headers" | "limits" | "reach">,
  resource: Resource.Resource,
  pairs: Pairs
): Shown => {
  const { return: wish } = headers.preferences
  const isSilent = wish === "minimal" || wish === "headers-only"
  return shownBy(resource, pairs, isSilent, { limits, reach })
}

/** Of what is removed nothing is shown unless it is asked for. */
export const removedShown = (
  { headers, limits, reach }: Pick<PermittedRequest, "headers" | "limits" | "reach">,
  resource: Resource.Resource,
  pairs: Pairs
): Shown => shownBy(resource, pairs, headers.preferences.return !== "representation", { limits, reach })

function shownBy(
  resource: Resource.Resource,
  pairs: Pairs,
  isSilent: boolean,
  { limits, reach }: Pick<PermittedRequest, "limits" | "reach">
): Shown {
  const usual = isSilent ? Projection.none : Projection.whole(resource)
  if (pairs.length === 0) return Result.succeed(usual)
  const asked = Result.flatMap(parseItemQuery(pairs, limits), (showing) =>
    unresolved(resolveSelect(resource, showing, reach))
  )
  return isSilent ? Result.map(asked, () => usual) : asked
}

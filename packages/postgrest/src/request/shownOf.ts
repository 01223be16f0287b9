/** What `select` shows of the rows that are written. */
import { type Act, Projection, type Refused, resolveSelect } from "@pgcrest/core"
import { type Pairs, parseQuery } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"
import { unparsed, unresolved } from "./parsed.ts"
import type { Asked } from "./Write.ts"

/** Their keys where nobody reads them. Filters do not count here: which rows are written is said elsewhere. */
export const shownOf = <A extends Act>(
  { limits, permit, preferences, reach }: Asked<A>,
  pairs: Pairs
): Result.Result<Projection.Projection, WireFailure | Refused> => {
  const { resource } = permit
  return Result.flatMap(unparsed(pairs, parseQuery(pairs, limits, null)), (syntax) =>
    Result.map(unresolved(pairs, resolveSelect(resource, syntax, reach)), (projection) =>
      preferences.return === "representation" ? projection : Projection.of(resource.key.columns)
    )
  )
}

/** What `select` shows of the rows that are written, and in which order. */
import { type Act, Projection, type Query, type Refused, resolve, resolveSelect } from "@pgcrest/core"
import { type Pairs, parseQuery } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"
import { unparsed, unresolved } from "./parsed.ts"
import type { Asked, Shown } from "./Write.ts"

/** Their keys where nobody reads them. Filters do not count here: which rows are written is said elsewhere. */
export const shownOf = <A extends Act>(
  { limits, permit, preferences, reach }: Asked<A>,
  pairs: Pairs
): Result.Result<Shown, WireFailure | Refused> => {
  const { resource } = permit
  const isRead = preferences.return === "representation"
  return Result.flatMap(unparsed(pairs, parseQuery(pairs, limits, null)), (syntax) =>
    Result.flatMap(unresolved(pairs, resolveSelect(resource, syntax, reach)), (projection) => {
      const sorting = { ...syntax, filters: [], select: null, related: [] }
      return Result.flatMap(unresolved(pairs, resolve(resource, sorting, reach)), ({ order }) =>
        isRead
          ? sorted({ projection, order })
          : Result.succeed({ projection: Projection.of(resource.key.columns), order: [] })
      )
    })
  )
}

/** By what is told of the rows: all else of them is not at hand. */
function sorted(shown: Shown): Result.Result<Shown, WireFailure> {
  return shown.order.every((one) => shownAs(shown.projection, one) !== null)
    ? Result.succeed(shown)
    : Result.fail({ _tag: "NotImplemented", feature: sortedUnseen })
}

const sortedUnseen = '"order" of written rows by what "select" does not show of them'

/** The name under which rows tell as it is what they are sorted by; null where they do not. */
export function shownAs({ items }: Projection.Projection, { column, of }: Query.Order): string | null {
  if (of !== null) return null
  return (
    items.find((item) => item._tag === "Column" && item.cast === null && item.column === column)?.as ?? null
  )
}

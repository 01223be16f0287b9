/** PostgREST's filter grammar: `price=lt.20`, `or=(a.eq.1,not.b.is.null)`. What it names is looked up later. */
import type { QuerySyntax } from "@pgcrest/core"
import type * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { isAtEnd, makeCursor, readingOf } from "./Cursor.ts"
import type { Asks, Written } from "./Parameter.ts"
import { readCondition } from "./readCondition.ts"
import { noTree, readTree } from "./readTree.ts"

/** A parameter that filters. */
export interface FilterText extends Written {
  readonly asks: Exclude<Asks, { readonly _tag: "Word" }>
}

/** A field with its condition, or a tree under and, or. */
export const parseFilter = (
  { asks, parameter, text }: FilterText,
  limits: Limits
): Result.Result<QuerySyntax.FilterSyntax, RequestFailure> => {
  const cursor = makeCursor(parameter, text, limits)
  switch (asks._tag) {
    case "Condition":
      return readingOf(cursor, readCondition(cursor, { field: asks.field, inTree: false }))
    case "Tree": {
      const tree = readTree(cursor, { _tag: asks.joined, not: asks.not, depth: 1 })
      return readingOf(cursor, tree === undefined || isAtEnd(cursor) ? tree : noTree(cursor))
    }
  }
}

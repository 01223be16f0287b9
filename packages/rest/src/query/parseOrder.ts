/** The word `order`: `title.desc.nullslast,price`. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { notATerm } from "./queryFailure.ts"

/** The terms in order; none for an empty word. */
export const parseOrder = (
  text: string | undefined
): Result.Result<ReadonlyArray<QuerySyntax.OrderSyntax>, RequestFailure> => {
  if (text === undefined || text === "") return Result.succeed([])
  const terms: Array<QuerySyntax.OrderSyntax> = []
  for (const term of text.split(",")) {
    const parsed = parseTerm(term)
    if (parsed === null) return Result.fail(notATerm(term))
    terms.push(parsed)
  }
  return Result.succeed(terms)
}

function parseTerm(term: string): QuerySyntax.OrderSyntax | null {
  const [whole, field = "", direction, nulls] =
    /^([A-Za-z0-9_]+)(?:\.(asc|desc))?(?:\.nulls(first|last))?$/u.exec(term) ?? []
  if (whole === undefined) return null
  return {
    relation: null,
    field: { name: field, path: [], asText: false },
    direction: direction === "asc" || direction === "desc" ? direction : null,
    nulls: nulls === "first" || nulls === "last" ? nulls : null
  }
}

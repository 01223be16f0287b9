/** The query of `POST /{resource}/query`, for what is too long for an address. */
import type { Query, QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { formPairs, memberPairs, storablePairs } from "../query/bodyPairs.ts"
import type { Pairs } from "../query/Parameter.ts"
import { parseQuery } from "../query/parseQuery.ts"
import type { Request } from "../Request.ts"
import type { Limits } from "../RestOptions.ts"
import { bodyMalformed, bodyText } from "./bodyText.ts"
import { readBody } from "./readBody.ts"

type Parsed<A> = Result.Result<A, RequestFailure>

/** What a body is read by. */
export interface QueryBody {
  readonly type: "application/json" | "application/x-www-form-urlencoded"
  readonly request: Pick<Request, "body" | "headers">
  readonly limits: Limits
}

/** As `parseQuery`, with longer lists. */
export const parseQueryBody = (
  body: QueryBody,
  count: Query.Count | null
): Parsed<QuerySyntax.QuerySyntax> => {
  const { limits } = body
  return Result.flatMap(Result.flatMap(pairsOf(body), storablePairs), (pairs) =>
    parseQuery(pairs, { ...limits, inList: limits.queryInList }, count)
  )
}

function pairsOf({ limits, request, type }: QueryBody): Parsed<Pairs> {
  switch (type) {
    case "application/json":
      return Result.flatMap(readBody(request, limits), memberPairs)
    case "application/x-www-form-urlencoded":
      return Result.flatMap(bodyText(request), (text) => {
        const pairs = formPairs(text)
        return pairs === null ? Result.fail(malformedForm) : Result.succeed(pairs)
      })
  }
}

const malformedForm = bodyMalformed(
  "syntax",
  "The body holds a percent sign that is not followed by two hexadecimal digits of UTF-8 text."
)

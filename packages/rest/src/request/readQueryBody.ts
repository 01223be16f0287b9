/** The query of `POST /{resource}/query`, for what is too long for an address. */
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { formPairs, memberPairs, storablePairs } from "../query/bodyPairs.ts"
import type { Pairs } from "../query/Parameter.ts"
import type { Request } from "../Request.ts"
import type { Limits } from "../RestOptions.ts"
import { bodyMalformed, bodyText } from "./bodyText.ts"
import { readBody } from "./readBody.ts"
import type { PermittedRequest } from "./PermittedRequest.ts"
import type { Headers } from "./readHeaders.ts"

type Parsed = Result.Result<Pairs, RequestFailure>

/** The same with the query that the body holds, and with longer lists in it; where a page begins, the address alone may tell. */
export const queriedByBody = (asked: PermittedRequest): Result.Result<PermittedRequest, RequestFailure> => {
  const { headers, limits, request } = asked
  if (request.body === null) return Result.succeed(asked)
  const isElsewhere = request.query.some(isStart)
  return Result.map(readQueryBody(request, headers.contentType, limits), (pairs) => ({
    ...asked,
    request: {
      ...request,
      query: [...request.query, ...(isElsewhere ? pairs.filter((pair) => !isStart(pair)) : pairs)]
    },
    limits: { ...limits, inList: limits.queryInList }
  }))
}

/** The pairs of a body, as an address would hold them. */
export const readQueryBody = (
  request: Pick<Request, "body" | "headers">,
  type: Headers["contentType"],
  limits: Limits
): Parsed =>
  Result.flatMap(
    type === "application/x-www-form-urlencoded"
      ? Result.flatMap(bodyText(request), (text) =>
          Result.fromNullishOr(formPairs(text), () => malformedForm)
        )
      : Result.flatMap(readBody(request, limits, "the query's parameters"), memberPairs),
    storablePairs
  )

/** The words that tell where a page begins. */
function isStart([name]: Pairs[number]): boolean {
  return name === "cursor" || name === "offset"
}

const malformedForm = bodyMalformed(
  "syntax",
  "The body holds a percent sign that is not followed by two hexadecimal digits of UTF-8 text."
)

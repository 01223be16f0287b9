/** What stands at the root of a wire: load balancers ask there whether the function answers, and with `?ready` whether the database does too. */
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Response } from "../Response.ts"

/** The api's name for who reads, and it is told by every WWW-Authenticate already; 405 for who writes. */
export const atRoot = (api: string, method: string): Result.Result<Response, RequestFailure> => {
  if (method === "OPTIONS")
    return Result.succeed({ status: 204, headers: [["allow", allow], unstored], body: null })
  return method === "GET" || method === "HEAD"
    ? Result.succeed({ status: 200, headers: [json, unstored], body: JSON.stringify({ api }) })
    : Result.fail({
        _tag: "MethodNotAllowed",
        allow,
        detail: `/ has no ${method}.`,
        hint: `It has ${allow}.`
      })
}

const allow = "GET, HEAD, OPTIONS"
const json = ["content-type", "application/json; charset=utf-8"] as const
const unstored = ["cache-control", "no-store"] as const

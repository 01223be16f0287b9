/** JSON in one way of writing it. */
import * as Result from "effect/Result"

export const normal = (json: string): string =>
  Result.getOrElse(
    Result.try(() => JSON.stringify(JSON.parse(json))),
    () => `no JSON: ${json}`
  )

/** JSON of somebody else's. */
import * as Result from "effect/Result"
import type { Answered } from "./exchange.ts"

/** The members of an answer's object; none where it is no object, or no JSON at all. */
export const membersOf = ({ bytes }: Answered): ReadonlyMap<string, unknown> => {
  const parsed = Result.try((): unknown => JSON.parse(new TextDecoder().decode(bytes)))
  const value = Result.getOrElse(parsed, () => null)
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : [])
}

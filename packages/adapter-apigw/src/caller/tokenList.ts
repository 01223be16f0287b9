/** A list of names as the token has it that a gateway has verified, before the gateway made one text of it. */
import { claimAt } from "./claimAt.ts"
import type { EventSource } from "../event/EventSource.ts"
import { type JsonRecord, listOfTexts } from "../event/Json.ts"
import { tokensBehind } from "./sentTokens.ts"

/** The names; or that no token is the one behind the claims, or that it cannot be said what that one lists. */
export type TokenList = ReadonlyArray<string> | "absent" | "unclear"

/** What the token behind an authorizer's claims lists at this path: all that might be it must say the same. */
export const tokenList = (
  event: JsonRecord,
  source: EventSource,
  claims: JsonRecord,
  path: string
): TokenList => {
  const [first, ...more] = tokensBehind(event, source, claims).map((sent) =>
    listOfTexts(claimAt(sent.claims, path))
  )
  if (first === undefined) return "absent"
  const said = JSON.stringify(first)
  return first !== null && more.every((other) => JSON.stringify(other) === said) ? first : "unclear"
}

/** A list of names as the token has it that a gateway has verified, before the gateway made one text of it. */
import { claimAt } from "./claimAt.ts"
import type { EventSource } from "../event/EventSource.ts"
import { filled, type JsonRecord, listOfTexts, nameOf, parsed } from "../event/Json.ts"
import { tokensBehind } from "./sentTokens.ts"

/** The claim as the token has it. */
export interface Listed {
  readonly names: ReadonlyArray<string>
  /** The claim where it is a text; null where it is a list. */
  readonly text: string | null
}

/** What it lists; or that no token is the one behind the claims, or that it cannot be said what that one lists. */
export type TokenList = Listed | "absent" | "unclear"

/** What the token behind an authorizer's claims lists at this path: all that might be it must say the same. */
export const tokenList = (
  event: JsonRecord,
  source: EventSource,
  claims: JsonRecord,
  path: string
): TokenList => {
  const [first, ...more] = tokensBehind(event, source, claims).map((sent) =>
    listedIn(claimAt(sent.claims, path))
  )
  if (first === undefined) return "absent"
  const said = JSON.stringify(first)
  return first !== null && more.every((other) => JSON.stringify(other) === said) ? first : "unclear"
}

/** What a claim of a token lists: a list, a text of JSON that is one, or one name, which may be a number; null of all else. */
export const listedIn = (value: unknown): Listed | null => {
  const names = listOfTexts(value)
  if (names !== null) return { names, text: null }
  const text = filled(nameOf(value))
  return text === null ? null : { names: listOfTexts(parsed(text)) ?? [text], text }
}

/** A list of names as a token has it, before a gateway made one text of it. */
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
  const behind = tokensBehind(event, source, claims)
  if (behind.length === 0) return "absent"
  // The one that was verified has the claim: an access token may stand beside an ID token that tells no groups.
  const [first = null, ...more] = behind
    .map((sent) => claimAt(sent.claims, path))
    .filter((claim) => claim !== undefined)
    .map(listedIn)
  const said = JSON.stringify(first)
  return first !== null && more.every((other) => JSON.stringify(other) === said) ? first : "unclear"
}

/** What a claim of a token lists: a list, a text of JSON that is one, or one name, which may be a number; null of all else. */
const listedIn = (value: unknown): Listed | null => {
  const names = listOfTexts(value)
  if (names !== null) return { names, text: null }
  const text = filled(nameOf(value))
  return text === null ? null : { names: namesIn(text), text }
}

/** What a text lists that no gateway has touched: JSON's text of a list, or one name. */
export const namesIn = (text: string): ReadonlyArray<string> => listOfTexts(parsed(text)) ?? [text]

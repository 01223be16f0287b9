/** A list of names as the token has it that a gateway has verified, before the gateway made one text of it. */
import { claimAt } from "./claimAt.ts"
import { EventHeaders } from "../event/EventHeaders.ts"
import { eventQuery } from "../event/eventQuery.ts"
import type { EventSource } from "../event/EventSource.ts"
import { filled, type JsonRecord, listOfTexts, parsed, record } from "../event/Json.ts"

/** The names; or that no token is the one behind the claims, or that it cannot be said what that one lists. */
export type TokenList = ReadonlyArray<string> | "absent" | "unclear"

/**
 * What the token behind an authorizer's claims lists at this path. The token is one of those in the headers or the
 * query, by issuer, subject and id. Nothing is verified here, and a client can send a second one beside it: all that
 * might be it must say the same.
 */
export const tokenList = (
  event: JsonRecord,
  source: EventSource,
  claims: JsonRecord,
  path: string
): TokenList => {
  const [first, ...more] = tokens(event, source)
    .filter(isBehind(claims))
    .map((payload) => listOfTexts(claimAt(payload, path)))
  if (first === undefined) return "absent"
  const said = JSON.stringify(first)
  return first !== null && more.every((other) => JSON.stringify(other) === said) ? first : "unclear"
}

const isBehind = (claims: JsonRecord) => (payload: JsonRecord) =>
  ["iss", "sub", "jti"].every((name) => filled(claims[name]) !== null && payload[name] === claims[name])

// Wherever a token may stand, and in whatever a gateway takes off around it: one that is overlooked would speak for nobody.
const tokens = (event: JsonRecord, source: EventSource): ReadonlyArray<JsonRecord> =>
  [...new EventHeaders(event).lines(), ...(eventQuery(event, source).pairs ?? []).map(([, value]) => value)]
    .flatMap((text) => [...text.matchAll(compact)])
    .map(([, payload = ""]) => payloadOf(payload))
    .filter((payload) => payload !== null)

// Addresses and versions have three parts too: what is no object is not parsed, as each error would cost more than the rest.
function payloadOf(part: string): JsonRecord | null {
  const text = Buffer.from(part, "base64url").toString()
  return text.trimStart().startsWith("{") ? record(parsed(text)) : null
}

// RFC 7515 §7.1: three parts, some with padding that does not belong there. Sought where a part begins, or a long header
// without any would be read as often as it has letters.
const compact = /(?<![\w-])[\w-]+=*\.([\w-]+)=*\.[\w-]+/g

/** The tokens that came with a request, unverified: they explain what a gateway has verified, and prove nothing. */
import { EventHeaders } from "../event/EventHeaders.ts"
import { eventQuery } from "../event/eventQuery.ts"
import type { EventSource } from "../event/EventSource.ts"
import { filled, type JsonRecord, parsed, record, text } from "../event/Json.ts"

/** A token and its payload. */
export interface SentToken {
  readonly token: string
  readonly claims: JsonRecord
}

/** Those that may be the one behind an authorizer's claims, by issuer, subject and id. A client can send a second one beside it. */
export const tokensBehind = (
  event: JsonRecord,
  source: EventSource,
  claims: JsonRecord
): ReadonlyArray<SentToken> => sentTokens(event, source).filter((sent) => isBehind(claims, sent.claims))

const isBehind = (claims: JsonRecord, payload: JsonRecord): boolean =>
  filled(claims.iss) !== null && ["iss", "sub", "jti"].every((name) => isSame(claims[name], payload[name]))

// A gateway writes a number as a text, with an exponent or without, and nothing as "" or not at all. What could be the same
// counts as such: one token too many leaves groups unknown, one that is overlooked would let another speak for it.
function isSame(told: unknown, held: unknown): boolean {
  if (typeof held === "string" && held !== "") return told === held
  const isTold = told !== undefined && told !== null && told !== ""
  if (held === undefined || held === null || held === "") return !isTold
  return isTold && (typeof held !== "number" || Number(told) === held)
}

// Wherever a token may stand, and in whatever a gateway takes off around it: one that is overlooked would speak for nobody.
const sentTokens = (event: JsonRecord, source: EventSource): ReadonlyArray<SentToken> =>
  [...new EventHeaders(event).lines(), ...queryTexts(event, source)]
    .flatMap((line) => [...line.matchAll(compact)])
    .flatMap(([token, payload = ""]) => {
      const claims = payloadOf(payload)
      return claims === null ? [] : [{ token, claims }]
    })

// As it was sent, where an escape is malformed: no token needs one.
function queryTexts(event: JsonRecord, source: EventSource): ReadonlyArray<string> {
  return eventQuery(event, source).pairs?.map(([, value]) => value) ?? [text(event.rawQueryString) ?? ""]
}

// Addresses and versions have three parts too: what is no object is not parsed, as each error would cost more than the rest.
function payloadOf(part: string): JsonRecord | null {
  const json = Buffer.from(part, "base64url").toString()
  return json.trimStart().startsWith("{") ? record(parsed(json)) : null
}

// RFC 7515 §7.1: three parts, some with padding that does not belong there, or a signature in another base64. Sought where
// a part begins, or a long header without any would be read as often as it has letters.
const compact = /(?<![\w-])[\w-]+=*\.([\w-]+)=*\.[\w+/-]+/g

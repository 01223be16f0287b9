/** What an issuer's introspection says of a token (RFC 7662). */
import type { IdentityUnavailable } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type Answered, exchange } from "../http/exchange.ts"
import { membersOf } from "../http/json.ts"
import type { Ask } from "./remembering.ts"
import { unavailable } from "./unavailable.ts"

/** Where to ask, and as whom. */
export interface Introspection {
  readonly url: URL
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted<string>
  readonly ca: string | null
  readonly millis: number
}

export const makeIntrospect =
  ({ url, clientId, clientSecret, ca, millis }: Introspection): Ask =>
  (token) =>
    exchange({
      method: "POST",
      url,
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        authorization: `Basic ${basic(clientId, Redacted.value(clientSecret))}`
      },
      body: new URLSearchParams({ token, token_type_hint: "access_token" }).toString(),
      limits: { millis, bytes: 65_536 },
      ca
    }).pipe(Effect.catch(unavailable), Effect.flatMap(isRevoked))

/** RFC 6749 §2.3.1: both are form-encoded first. */
function basic(clientId: string, clientSecret: string): string {
  const encoded = [clientId, clientSecret].map((text) =>
    new URLSearchParams({ "": text }).toString().slice(1)
  )
  return Buffer.from(encoded.join(":")).toString("base64")
}

function isRevoked(answer: Answered): Effect.Effect<boolean, IdentityUnavailable> {
  const active = membersOf(answer).get("active")
  if (answer.status === 200 && typeof active === "boolean") return Effect.succeed(!active)
  return unavailable(
    answer.status === 401
      ? "the issuer does not know the client that asks: look at clientId and clientSecret"
      : `introspection has answered with ${answer.status}, and says nothing of the token`
  )
}

/** Asks an issuer for its keys: bounded in time and bytes, without redirects. */
import { isObject } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { getText } from "../http/getText.ts"
import { readJson } from "../json/readJson.ts"
import { isFetchable, type KeyOrigin } from "./KeyOrigin.ts"
import { fromText, type KeySet } from "./KeySet.ts"

/** For all that one fetch asks, together. */
export const longestMillis = 3000

/** The keys that an issuer has now; fails with a sentence. */
export const fetchKeys = (origin: KeyOrigin): Effect.Effect<KeySet, string> =>
  Effect.flatMap(addressOf(origin), (address) =>
    Effect.flatMap(getText(new URL(address), { millis: longestMillis, ca: origin.ca }), (text) =>
      Effect.mapError(Effect.fromResult(fromText(text, origin)), (fault) => `${address} ${fault}`)
    )
  ).pipe(
    Effect.timeoutOrElse({ duration: longestMillis, orElse: () => Effect.fail(late(origin)) }),
    // As node throws for certificates that it cannot read.
    Effect.catchDefect((defect) => Effect.fail(`${origin.issuer} cannot be asked: ${String(defect)}`))
  )

function late({ issuer }: KeyOrigin): string {
  return `${issuer} has not answered within ${longestMillis} ms`
}

function addressOf(origin: KeyOrigin): Effect.Effect<string, string> {
  if (origin.jwksUri !== null) return Effect.succeed(origin.jwksUri)
  const { issuer, ca } = origin
  const address = `${issuer.replace(/\/$/u, "")}/.well-known/openid-configuration`
  return Effect.flatMap(getText(new URL(address), { millis: longestMillis, ca }), (text) => {
    const found = readJson(text)
    const { issuer: named, jwks_uri }: Readonly<Record<string, unknown>> = isObject(found) ? found : {}
    // §4.3: else a document of one issuer would speak for another.
    if (named !== issuer) return Effect.fail(`${address} does not name the issuer ${issuer}`)
    return typeof jwks_uri === "string" && isFetchable(jwks_uri, origin)
      ? Effect.succeed(jwks_uri)
      : Effect.fail(`${address} names no jwks_uri over https`)
  })
}

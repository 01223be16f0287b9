/** Where secrets may be sent. */
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import { InvalidConfiguration } from "../InvalidConfiguration.ts"
import { isOnLambda } from "../isOnLambda.ts"

/** Whether a host name of a URL is this machine's own. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname)

/** An option that is an https URL, or an http one of this machine, if it is given. */
export function* endpointFaults(endpoint: string | undefined): Generator<string> {
  if (endpoint === undefined) return
  const url = URL.parse(endpoint)
  if (url === null) yield `endpoint is no URL: "${endpoint}"`
  else if (url.username !== "" || url.password !== "" || url.hash !== "")
    yield "endpoint has neither a user nor a fragment"
  else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    yield `endpoint begins with https: "${endpoint}" does not`
}

/** Fails on Lambda for an endpoint without TLS: it is an emulator's, left over from a developer's machine. */
export const refusedOnLambda = (
  endpoint: string | null | undefined
): Effect.Effect<void, Config.ConfigError> =>
  Effect.suspend(() =>
    endpoint !== null && endpoint !== undefined && new URL(endpoint).protocol === "http:" && isOnLambda()
      ? Effect.fail(new InvalidConfiguration(`endpoint "${endpoint}" is plain http: it is refused on Lambda`))
      : Effect.void
  )

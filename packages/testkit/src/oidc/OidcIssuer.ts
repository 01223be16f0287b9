// @effect-diagnostics asyncFunction:off
/** A small OpenID Connect issuer on loopback: discovery, keys that rotate, tokens for machines, and introspection. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { text } from "node:stream/consumers"
import { makeCertificates } from "../Certificates.ts"
import { portOf } from "../freePort.ts"
import { answer, type Desk } from "./answers.ts"
import { type Behaviour, misbehave } from "./Behaviour.ts"
import type { Client, Clients } from "./clientOf.ts"
import type { Algorithm, Jwk, SigningKey } from "./SigningKey.ts"
import { type RotateOptions, type SignOptions, Tokens } from "./Tokens.ts"

export type { Algorithm, Behaviour, Client, Clients, Jwk, RotateOptions, SigningKey, SignOptions }
export { makeKey, signText } from "./SigningKey.ts"

/** What the issuer is like. */
export interface Options {
  /** Speaks https, with a certificate of an authority of its own. Default false. */
  readonly tls?: boolean
  /** Of its first key. Default RS256. */
  readonly algorithm?: Algorithm
  /** Who gets tokens at `/token`. Default: `machine`, with the secret `secret`, for `books/import`. */
  readonly clients?: Clients
  /** The `aud` of these tokens. Default `https://api.example`. */
  readonly audience?: string
}

/** A running issuer. */
export interface OidcIssuer extends Pick<Tokens, "jwks" | "rotate" | "sign" | "revoke"> {
  /** The `iss` of its tokens, and where it listens. */
  readonly issuer: string
  /** The authority to trust, as PEM; null without TLS. */
  readonly ca: string | null
  /** What it was asked so far, as `GET /jwks.json`. */
  readonly requests: ReadonlyArray<string>
  /** Answers otherwise from now on. */
  readonly behave: (behaviour: Behaviour) => void
  readonly stop: () => Promise<void>
}

const machine: Clients = { machine: { secret: "secret", scopes: ["books/import"] } }

/** Starts an issuer on a free port of loopback. */
export const start = async (options: Options = {}): Promise<OidcIssuer> => {
  const { tls = false, algorithm = "RS256", clients = machine, audience = "https://api.example" } = options
  const { ca, ...keys } = tls ? await makeCertificates("localhost") : { ca: null }
  const server = tls ? createTlsServer(keys) : createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  const origin = tls ? "https://localhost" : "http://127.0.0.1"
  const tokens = new Tokens(`${origin}:${portOf(server.address())}`, algorithm)
  const desk: Desk = { tokens, clients, audience }
  const requests: Array<string> = []
  let behaviour: Behaviour = "well"
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`)
    if (behaviour === "well") void serve(desk, request, response)
    else misbehave(behaviour, request.url ?? "", response)
  })
  const { issuer, jwks, rotate, sign, revoke } = tokens
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { issuer, ca, requests, jwks, rotate, sign, revoke, behave: (next) => void (behaviour = next), stop }
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(request).catch(() => ""))
  const { method = "", url = "", headers } = request
  const { status, body } = answer(desk, { method, path: url, authorization: headers.authorization, form })
  const told = { "content-type": "application/json", "cache-control": "no-store" }
  response.writeHead(status, told).end(JSON.stringify(body))
}

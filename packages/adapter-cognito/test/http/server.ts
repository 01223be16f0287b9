// @effect-diagnostics asyncFunction:off
/** A server that answers as a test says, and notes what it was asked. */
import * as Effect from "effect/Effect"
import { once } from "node:events"
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { text } from "node:stream/consumers"

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  readonly body: string
}

type Respond = (response: ServerResponse, asked: Asked) => void

export interface Server {
  readonly origin: string
  readonly asked: ReadonlyArray<Asked>
  /** Answers so from now on. */
  readonly answer: (respond: Respond) => void
  /** How many connections were opened. */
  readonly connections: () => number
}

/** With a key and a certificate it speaks TLS, as "localhost". */
export const server = (tls: { readonly key: string; readonly cert: string } | null = null) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(() => start(tls)),
      ({ stop }) => Effect.promise(stop)
    ),
    ({ running }) => running
  )

const start = async (tls: { readonly key: string; readonly cert: string } | null) => {
  const asked: Array<Asked> = []
  let connections = 0
  let respond: Respond = (response) => void response.end()
  const listener: RequestListener = async (request, response) => {
    const { method = "", url: path = "", headers } = request
    const one = { method, path, headers, body: await text(request) }
    asked.push(one)
    respond(response, one)
  }
  const http = tls === null ? createServer(listener) : createTlsServer(tls, listener)
  http.keepAliveTimeout = 600_000
  http.on(tls === null ? "connection" : "secureConnection", () => connections++)
  await once(http.listen(0, "127.0.0.1"), "listening")
  const address = http.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  const running: Server = {
    origin: tls === null ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    asked,
    answer: (next) => {
      respond = next
    },
    connections: () => connections
  }
  const stop = async () => {
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }
  return { running, stop }
}

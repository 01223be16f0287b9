// @effect-diagnostics asyncFunction:off
/** API Gateway on loopback: HTTP request → event → handler → HTTP response, and one printed line for each. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { answer, type Answered, type GatewaySettings } from "./answer.ts"
import { gatewayAnswer, type HttpResponse } from "../response/HttpResponse.ts"
import { readRequest } from "../event/readRequest.ts"

/** A gateway's settings, and where its lines go (standard output unless given). */
export interface GatewayOptions extends GatewaySettings {
  readonly print?: (line: string) => void
}

/** A server that answers each request with what the handler returns for its event; not listening yet. */
export const make = (options: GatewayOptions): Server =>
  createServer((message, response) => {
    exchange(options, message, response).catch(() => response.destroy())
  })

/** Listens on loopback: the port it got, or undefined if another program has it. Port 0 takes any free one. */
export const listen = async (server: Server, port: number): Promise<number | undefined> => {
  server.listen(port, "127.0.0.1")
  const problem = await once(server, "listening").then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error
  )
  if (problem !== undefined && problem.code !== "EADDRINUSE") throw problem
  const address: AddressInfo | string | null = server.address()
  return typeof address === "object" ? address?.port : undefined
}

/** Takes no new requests, gives those that are under way `grace` milliseconds, then cuts every connection. */
export const close = (server: Server, grace = 1_000): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => server.closeAllConnections(), grace)
  server.close(() => resolve())
  return promise.finally(() => clearTimeout(timer))
}

const exchange = async (options: GatewayOptions, message: IncomingMessage, response: ServerResponse) => {
  const { print = console.log, source } = options
  const start = performance.now()
  const request = await readRequest(message)
  const tooLong = (): Answered => ({ response: gatewayAnswer(source, "tooLong"), who: "-" })
  const answered = request === undefined ? tooLong() : await answer(options, request)
  send(response, answered.response, message.method ?? "GET")
  const ms = Math.round(performance.now() - start)
  const { fault, status } = answered.response
  print(`${message.method} ${message.url} ${status} ${ms} ms ${answered.who}`)
  if (fault !== undefined) print(fault.replaceAll(/^/gm, "  "))
}

const send = (response: ServerResponse, { body, headers, status }: HttpResponse, method: string): void => {
  const hasBody = method !== "HEAD" && status !== 204 && status !== 304
  const length = hasBody ? ["content-length", String(body.length)] : []
  response.writeHead(status, [...headers.flat(), ...length])
  response.end(hasBody ? body : undefined)
}

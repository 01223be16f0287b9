/** node:http's incoming message → HttpRequest: every byte of it, up to the gateway's limit. */
import type { IncomingMessage } from "node:http"
import type { HttpRequest } from "./HttpRequest.ts"

// The largest request body that API Gateway takes.
const largestRequest = 10 * 1024 * 1024

/** The request; undefined if its body is larger than ten megabytes (the rest of it is read and dropped). */
export const readRequest = (message: IncomingMessage): Promise<HttpRequest | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<HttpRequest | undefined>()
  const chunks: Array<Uint8Array> = []
  let size = 0
  message.on("data", (chunk: Uint8Array) => {
    size += chunk.length
    if (size <= largestRequest) chunks.push(chunk)
    else chunks.length = 0
  })
  message.on("end", () =>
    resolve(size > largestRequest ? undefined : toRequest(message, Buffer.concat(chunks)))
  )
  message.on("error", reject)
  return promise
}

const toRequest = (message: IncomingMessage, body: Uint8Array): HttpRequest => ({
  method: message.method ?? "GET",
  target: message.url ?? "/",
  headers: message.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 ? [[name, all[index + 1] ?? ""] as const] : []
  ),
  body,
  remoteAddress: (message.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "")
})

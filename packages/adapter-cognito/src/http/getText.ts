/** One bounded GET over `node:https`, which is loaded when the first one is made. */
import * as Effect from "effect/Effect"
import type { IncomingMessage } from "node:http"

/** What bounds it in time, and whom it trusts. */
export interface GetOptions {
  readonly signal: AbortSignal
  /** Certificate authorities as PEM, instead of the public ones. */
  readonly ca: string | null
}

const mostBytes = 262_144

/** The body of a 200, of at most 256 kB; follows nothing, keeps no connection, and fails with a sentence that names the URL. */
export const getText = (url: URL, { signal, ca }: GetOptions): Effect.Effect<string, string> =>
  Effect.callback<string, string>((resume) => {
    const fail = (reason: string) => resume(Effect.fail(`${url.href} ${reason}`))
    const authorities = ca === null ? {} : { ca }
    // Said again, so that NODE_TLS_REJECT_UNAUTHORIZED does not count.
    const options = { signal, agent: false, rejectUnauthorized: true, headers, ...authorities }
    const request = clientOf(url).get(url, options, (response) => {
      collect(response, fail, (text) => resume(Effect.succeed(text)))
    })
    request.on("error", (cause) =>
      fail(`cannot be had: ${signal.aborted ? "it took too long" : cause.message}`)
    )
    return Effect.sync(() => void request.destroy())
  })

const headers = { accept: "application/json", "accept-encoding": "identity" }

function clientOf({ protocol }: URL) {
  return protocol === "https:"
    ? process.getBuiltinModule("node:https")
    : process.getBuiltinModule("node:http")
}

function collect(
  response: IncomingMessage,
  fail: (reason: string) => void,
  succeed: (text: string) => void
): void {
  const chunks: Array<Buffer> = []
  let bytes = 0
  const refuse = (reason: string) => {
    fail(reason)
    response.destroy()
  }
  if (response.statusCode !== 200) return refuse(`answered ${response.statusCode}`)
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length
    chunks.push(chunk)
    if (bytes > mostBytes) refuse(`answered more than ${mostBytes} bytes`)
  })
  response.on("end", () => succeed(Buffer.concat(chunks).toString()))
  response.on("error", (cause) => fail(`broke off: ${cause.message}`))
}

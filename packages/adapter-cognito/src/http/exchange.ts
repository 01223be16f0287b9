/** One question over HTTP and its answer, bounded in time and size: for what changes nothing where it is asked twice. */
import type { ClientRequest, IncomingMessage } from "node:http"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/** What is asked, where, and how much of an answer is waited for. */
export interface Exchange {
  readonly method: "GET" | "POST"
  /** One that `endpointFaults` finds nothing wrong with. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly limits: { readonly millis: number; readonly bytes: number }
  /** The authorities to trust in place of the system's, as PEM. */
  readonly ca: string | null
}

/** An answer of any status: redirections are not followed. */
export interface Answered {
  readonly status: number
  readonly bytes: Uint8Array
}

/** No answer, too late or too large a one. */
export class ExchangeFailed extends Data.TaggedError("ExchangeFailed")<{
  readonly message: string
  readonly cause: unknown
  /** Whether it was sent over a connection that had been closed meanwhile, as while a sandbox is frozen. */
  readonly stale: boolean
}> {}

/** Fails with ExchangeFailed where the whole answer does not come within the limits; an interruption breaks it off. */
export const exchange = (asked: Exchange): Effect.Effect<Answered, ExchangeFailed> => {
  const { millis } = asked.limits
  const late = failed(asked, `has not answered within ${millis} ms`)
  return sent(asked).pipe(
    Effect.retry({ times: 1, while: ({ stale }) => stale }),
    Effect.timeoutOrElse({ duration: millis, orElse: () => Effect.fail(late) })
  )
}

function sent(asked: Exchange): Effect.Effect<Answered, ExchangeFailed> {
  return Effect.callback((resume) => {
    const { method, url, headers, body, ca } = asked
    // Late: with the graph of imports they would cost each cold start 7 ms and more.
    const { request } = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http")
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }
    // Said again, so that NODE_TLS_REJECT_UNAUTHORIZED does not count.
    const trust = { rejectUnauthorized: true, ...(ca === null ? {} : { ca }) }
    const options = { method, headers: { ...headers, ...length }, ...trust }
    const question: ClientRequest = request(url, options)
    question.on("error", (cause) =>
      resume(Effect.fail(failed(asked, `cannot be asked: ${cause.message}`, cause, question.reusedSocket)))
    )
    question.on("response", (response) => gather(response, asked, resume))
    question.end(body)
    return Effect.sync(() => question.destroy())
  })
}

function gather(
  response: IncomingMessage,
  asked: Exchange,
  tell: (answer: Effect.Effect<Answered, ExchangeFailed>) => void
): void {
  const parts: Array<Uint8Array> = []
  let length = 0
  response.on("data", (part: Uint8Array) => {
    parts.push(part)
    length += part.byteLength
    if (length <= asked.limits.bytes) return
    response.destroy()
    tell(Effect.fail(failed(asked, `has answered with more than ${asked.limits.bytes} bytes`)))
  })
  response.on("error", (cause) => tell(Effect.fail(failed(asked, `broke off: ${cause.message}`, cause))))
  response.on("end", () =>
    tell(Effect.succeed({ status: response.statusCode ?? 0, bytes: Buffer.concat(parts) }))
  )
}

function failed({ url }: Exchange, what: string, cause: unknown = null, stale = false): ExchangeFailed {
  return new ExchangeFailed({ message: `${url.origin}${url.pathname} ${what}`, cause, stale })
}

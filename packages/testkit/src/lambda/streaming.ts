/** Responses that a handler sends while it makes them, as Lambda's runtime for Node.js has them. */
import { type Agent, type ClientRequest, type IncomingMessage, request } from "node:http"

/** A handler that was marked by `awslambda.streamifyResponse`. */
export type StreamingHandler = (event: unknown, stream: ClientRequest, context: unknown) => Promise<void>

const mark = Symbol.for("aws.lambda.runtime.handler.streaming")
const httpResponse = "application/vnd.awslambda.http-integration-response"
const errorTrailers = ["Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body"] as const

/** What goes out before the first write. */
const preludes = new WeakMap<object, string>()

/** The global that handlers find on Lambda. */
export const awslambda = {
  streamifyResponse: (handler: object) => Object.assign(handler, { [mark]: "response" }),
  HttpResponseStream: {
    from: (stream: ClientRequest, prelude: unknown): ClientRequest => {
      stream.setHeader("Content-Type", httpResponse)
      preludes.set(stream, `${JSON.stringify(prelude)}${"\0".repeat(8)}`)
      return stream
    }
  }
}

export const isStreaming = (handler: unknown): handler is StreamingHandler =>
  typeof handler === "function" && Reflect.get(handler, mark) === "response"

/** Where a response goes. */
export interface Destination {
  readonly url: string
  readonly agent: Agent
}

/** Has a handler write its response; a rejection is told in trailers, as some of it may have gone out. */
export const stream = (
  { agent, url }: Destination,
  write: (stream: ClientRequest) => Promise<void>
): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = {
      "Lambda-Runtime-Function-Response-Mode": "streaming",
      "Transfer-Encoding": "chunked",
      Trailer: errorTrailers.join(", ")
    }
    const sent = request(url, { method: "POST", agent, headers }, (response: IncomingMessage) => {
      response.resume().on("end", resolve).on("error", reject)
    })
    sent.on("error", reject)
    const plain = sent.write.bind(sent)
    const first: typeof sent.write = (...args: ReadonlyArray<unknown>) => {
      sent.write = plain
      plain(preludes.get(sent) ?? "")
      return Reflect.apply(plain, sent, args)
    }
    sent.write = first
    write(sent).then(
      () => {
        if (!sent.writableEnded) fail(sent, new Error("Response stream is not finished."))
      },
      (cause: unknown) => fail(sent, cause)
    )
  })

function fail(sent: ClientRequest, cause: unknown): void {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const body = JSON.stringify({ errorType: error.name, errorMessage: error.message })
  const [type, told] = errorTrailers
  sent.addTrailers([
    [type, error.name],
    [told, Buffer.from(body).toString("base64")]
  ])
  sent.end()
}

/** A streamed response as the result that a gateway makes of it: the prelude's, and all that was written behind it. */
export const resultOf = (body: string, contentType: string | undefined): unknown => {
  const end = contentType === httpResponse ? body.indexOf("\0".repeat(8)) : -1
  const prelude: unknown = end < 0 ? null : JSON.parse(body.slice(0, end))
  return typeof prelude === "object" && prelude !== null
    ? { ...prelude, body: body.slice(end + 8), isBase64Encoded: false }
    : null
}

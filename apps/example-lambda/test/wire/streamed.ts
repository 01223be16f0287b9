// @effect-diagnostics asyncFunction:off
/** A Lambda runtime that streams, as far as its handlers see it. */
import { Writable } from "node:stream"
import type { LambdaContext } from "@pgcrest/adapter-apigw"

/** What a client got of a response. */
export interface Received {
  readonly prelude: {
    readonly statusCode: number
    readonly headers: Readonly<Record<string, string>>
  }
  readonly text: string
  /** How many bytes waited for the reader at most. */
  readonly waiting: number
  /** Why the invocation failed; null where it did not. */
  readonly failed: unknown
  /** Whether the response was ended, and not broken off. */
  readonly ended: boolean
}

export interface Reader {
  /** Bytes that the stream takes before it wants its writer to wait. */
  readonly highWaterMark?: number
  /** Takes a chunk, and then calls back. */
  readonly take?: (chunk: string, done: () => void, stream: Writable) => void
  /** Whether all that was received is kept; it is unless said otherwise. */
  readonly keep?: boolean
}

type Streamed = (event: unknown, stream: Writable, context?: LambdaContext) => Promise<void>

/** Puts the global there that Lambda has, and gives what takes it away again. */
export const installRuntime = (): (() => void) => {
  Reflect.set(globalThis, "awslambda", {
    streamifyResponse: (handler: unknown) => handler,
    HttpResponseStream: {
      from: (stream: object, prelude: object) => Object.assign(stream, { prelude })
    }
  })
  return () => void Reflect.deleteProperty(globalThis, "awslambda")
}

/** Invokes a handler as Lambda does where it streams. */
export const receive = async (
  handler: unknown,
  event: unknown,
  {
    context,
    highWaterMark = 16_384,
    keep = true,
    take = (_, done) => done()
  }: Reader & { readonly context?: LambdaContext } = {}
): Promise<Received> => {
  const chunks: Array<string> = []
  let waiting = 0
  const stream: Writable = new Writable({
    highWaterMark,
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      waiting = Math.max(waiting, stream.writableLength)
      if (keep) chunks.push(String(chunk))
      take(String(chunk), done, stream)
    }
  })
  stream.on("error", () => {})
  const failed = await asStreamed(handler)(event, stream, context).then(
    () => null,
    (cause: unknown) => cause
  )
  const prelude: Received["prelude"] = Reflect.get(stream, "prelude")
  return { prelude, text: chunks.join(""), waiting, failed, ended: stream.writableEnded }
}

const asStreamed = (handler: unknown): Streamed => {
  if (!isStreamed(handler)) throw new Error("no handler")
  return handler
}

function isStreamed(handler: unknown): handler is Streamed {
  return typeof handler === "function"
}

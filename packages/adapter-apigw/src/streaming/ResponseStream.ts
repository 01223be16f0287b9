/** What Lambda's runtime for Node.js gives a handler that sends its response while it makes it. */
import type { Writable } from "node:stream"
import type { LambdaContext } from "../event/LambdaContext.ts"
import type { Handler } from "../HandlerOptions.ts"

/** As far as it is used; `end` takes no text there, and `write` sends the headers. */
export type ResponseStream = Pick<Writable, "write" | "end" | "once" | "off" | "destroyed">

/** Status and headers, which go before the body. */
export interface Prelude {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly cookies?: ReadonlyArray<string>
}

/** The runtime's global `awslambda`. */
export interface StreamingRuntime {
  /** Marks a handler as one that streams, which Lambda alone calls. */
  readonly streamifyResponse: (
    handler: (event: unknown, stream: ResponseStream, context?: LambdaContext) => Promise<void>
  ) => Handler
  readonly HttpResponseStream: {
    readonly from: (stream: ResponseStream, prelude: Prelude) => ResponseStream
  }
}

/** Null elsewhere than on Lambda. */
export const streamingRuntime = (): StreamingRuntime | null => {
  const found: unknown = Reflect.get(globalThis, "awslambda")
  return isRuntime(found) ? found : null
}

function isRuntime(found: unknown): found is StreamingRuntime {
  return (
    typeof found === "object" &&
    found !== null &&
    "streamifyResponse" in found &&
    "HttpResponseStream" in found
  )
}

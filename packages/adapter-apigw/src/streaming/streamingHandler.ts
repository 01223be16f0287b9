// @effect-diagnostics asyncFunction:off
/** The Lambda handler that sends a body while it is made: behind Function URLs and REST APIs that stream. */
import type { Api, ResourceStore } from "@pgcrest/core"
import { type HookFailure, type Operations, Streaming } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Layer from "effect/Layer"
import { buffered, warm } from "../buffered.ts"
import { compose } from "../compose.ts"
import { type LambdaContext, millisLeftToStream } from "../event/LambdaContext.ts"
import type { Given, Handler, NeedsNoOptions, OptionsOf, Served, ServicesOf } from "../HandlerOptions.ts"
import type { Wires } from "../Mount.ts"
import type { Asked, Serving } from "../serve.ts"
import { type ResponseStream, type StreamingRuntime, streamingRuntime } from "./ResponseStream.ts"
import { sendParts } from "./sendParts.ts"
import { StreamBroken } from "./StreamBroken.ts"

/**
 * As `handler`, for a function whose invoke mode is RESPONSE_STREAM: a list asked for with `Prefer: pages=all` is sent to its
 * end, page by page, and everything else as ever. Elsewhere than on Lambda, as in a test, it is that handler.
 */
export function streamingHandler<W extends Served, LE>(
  served: W & NeedsNoOptions<W>,
  layer: Layer.Layer<ServicesOf<W>, LE>
): Handler
/** The same with options, which are those of `handler`. */
export function streamingHandler<W extends Served, LE, OE extends HookFailure = never, OS = never>(
  served: W,
  layer: Layer.Layer<ServicesOf<W> | NoInfer<OS>, LE>,
  options: OptionsOf<NoInfer<W>, OE, OS> & {
    readonly operations?: Operations.Operations<OE, OS>
  }
): Handler
export function streamingHandler<S, LE>(
  served: Api.Api<never, S> | Wires<Services<S>>,
  layer: Layer.Layer<ResourceStore | S, LE>,
  options: Given<S> = {}
): Handler {
  const runtime = streamingRuntime()
  const streaming = runtime === null ? {} : { streaming: Streaming.make() }
  const serving = compose(served, layer, { ...options, ...streaming })
  return runtime === null ? buffered(serving) : runtime.streamifyResponse(streamed(serving, runtime))
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** What Lambda calls where a response streams. */
type StreamedHandler = (event: unknown, stream: ResponseStream, context?: LambdaContext) => Promise<void>

function streamed(serving: Serving, { HttpResponseStream }: StreamingRuntime): StreamedHandler {
  return async (event, stream, context) => {
    const asked = await serving.ask(event, context)
    const { body = "", isBase64Encoded, ...prelude } = asked === null ? warm : asked.handled.result
    const out = HttpResponseStream.from(stream, prelude)
    // Without a write, be it of nothing, the headers do not go out.
    const missing = await sendParts(out, {
      first: isBase64Encoded ? Buffer.from(body, "base64") : body,
      following: asked?.following ?? null,
      millisLeft: () => millisLeftToStream(context)
    })
    if (asked !== null) serving.log(missing === null ? asked : lacking(asked, missing.cause))
    if (missing !== null && !missing.told) throw new StreamBroken({ requestId: asked?.requestId ?? "" })
    out.end()
  }
}

/** The status has gone out; the log tells what came of it. */
function lacking(asked: Asked, cause: unknown): Asked {
  return { ...asked, handled: { ...asked.handled, cause } }
}

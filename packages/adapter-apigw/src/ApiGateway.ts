/** The Lambda handler of an api, or of several wires: the whole composition root. */
import type { Api, ResourceStore } from "@pgcrest/core"
import type { HookFailure, Operations } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Layer from "effect/Layer"
import { buffered } from "./buffered.ts"
import { compose } from "./compose.ts"
import type { Given, Handler, NeedsNoOptions, OptionsOf, Served, ServicesOf } from "./HandlerOptions.ts"
import type { Wires } from "./Mount.ts"

export type { GatewayOptions, Handler, HandlerOptions, PeopleOptions } from "./HandlerOptions.ts"
export { streamingHandler } from "./streaming/streamingHandler.ts"

/**
 * Serves from Lambda an api whose hooks fail with no error of their own, or wires. `layer` provides the store and whatever
 * services the hooks need; it is built once per sandbox, while the module loads. Answers every HTTP event, whatever goes
 * wrong, and rejects with `EventNotHttp` every other one, so that queues try again and keep it; what plugins send to keep a
 * sandbox warm is a quiet 200.
 */
export function handler<W extends Served, LE>(
  served: W & NeedsNoOptions<W>,
  layer: Layer.Layer<ServicesOf<W>, LE>
): Handler
/**
 * The same with options, among them the status of each error that hooks fail with; throws InvalidDeclaration where they
 * name what is not there.
 */
export function handler<W extends Served, LE, OE extends HookFailure = never, OS = never>(
  served: W,
  layer: Layer.Layer<ServicesOf<W> | NoInfer<OS>, LE>,
  options: OptionsOf<NoInfer<W>, OE, OS> & {
    readonly operations?: Operations.Operations<OE, OS>
  }
): Handler
export function handler<S, LE>(
  served: Api.Api<never, S> | Wires<Services<S>>,
  layer: Layer.Layer<ResourceStore | S, LE>,
  options: Given<S> = {}
): Handler {
  return buffered(compose(served, layer, options))
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

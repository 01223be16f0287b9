// @effect-diagnostics asyncFunction:off globalTimers:off
/** The Lambda handler of an api: the whole composition root. */
import { Access, type Api, type ResourceStore } from "@pgcrest/core"
import { type HookFailure, type HookProblems, makeRest, type RestOptions } from "@pgcrest/rest"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { EventNotHttp, isWarmUp, originOf } from "./event/EventNotHttp.ts"
import { sourceOf } from "./event/EventSource.ts"
import type { GatewayResult } from "./result/GatewayResult.ts"
import { type EventOptions, handleEvent, refused } from "./handleEvent.ts"
import { type LambdaContext, millisLeft, requestIdOf } from "./event/LambdaContext.ts"
import { makeLog, type Write } from "./log.ts"
import { makeSandbox } from "./sandbox.ts"

type Settings = Omit<RestOptions, "problems"> &
  EventOptions & {
    /** Where log lines go, as objects; standard output by default, one JSON line each. */
    readonly log?: Write
  }

/** An error of a hook without a status does not compile. */
export type HandlerOptions<E> = Settings &
  (keyof HookProblems<E> extends never ? { readonly problems?: {} } : { readonly problems: HookProblems<E> })

export type Handler = (event: unknown, context?: LambdaContext) => Promise<GatewayResult>

type Arguments<E> = keyof HookProblems<E> extends never
  ? [options?: HandlerOptions<E>]
  : [options: HandlerOptions<E>]

/**
 * Serves an api from Lambda. `layer` provides the store and whatever services the hooks need; it is built once per
 * sandbox, while the module loads. Answers every HTTP event, whatever goes wrong, and rejects with `EventNotHttp` every
 * other one, so that queues try again and keep it; what plugins send to keep a sandbox warm is a quiet 200.
 */
export const handler = <E extends HookFailure, S, LE>(
  api: Api.Api<E, S>,
  layer: Layer.Layer<ResourceStore | S, LE>,
  ...[options]: Arguments<E>
): Handler => {
  const settings: Settings & RestOptions = options ?? {}
  const rest = makeRest(api, settings)
  const sandbox = makeSandbox(Layer.merge(layer, SecureRandom.layerWebCrypto))
  const log = makeLog(settings.log)
  const ruledGroups = new Set(
    [...api.resources.values()].flatMap(({ access }) => [...Access.groupsOf(access)])
  )
  return async (event, context) => {
    const started = performance.now()
    const source = sourceOf(event)
    if (source === null && isWarmUp(event)) {
      // A sandbox freezes as soon as it has answered: not in the middle of connecting.
      await sandbox.run(Effect.void, millisLeft(context))
      return { statusCode: 200, body: "", isBase64Encoded: false }
    }
    if (source === null) throw new EventNotHttp({ origin: originOf(event) })
    const requestId = requestIdOf(event, context)
    // Suspended, so that a bug in what is plain code is a defect like others.
    const answer = Effect.suspend(() =>
      handleEvent(rest, event, source, { ...settings, requestId, ruledGroups })
    )
    const outcome = await sandbox.run(answer, millisLeft(context))
    const handled =
      outcome._tag === "Done"
        ? outcome.value
        : refused(rest, event, source, { requestId, failure: outcome.failure })
    log(handled, requestId, performance.now() - started)
    return handled.result
  }
}

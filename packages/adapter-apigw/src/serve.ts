// @effect-diagnostics asyncFunction:off globalTimers:off
/** Events to answers on one sandbox's services, whoever sends them out. */
import { defect } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { checkAuthorizer } from "./caller/BearerOptions.ts"
import { issuersOf } from "./caller/issuers.ts"
import { provenBy } from "./caller/provenBy.ts"
import { verificationOf } from "./caller/Verification.ts"
import { EventNotHttp, isWarmUp, originOf } from "./event/EventNotHttp.ts"
import { requestIdOf, sourceOf } from "./event/EventSource.ts"
import { type LambdaContext, millisLeft } from "./event/LambdaContext.ts"
import { handleEvent } from "./handleEvent.ts"
import type { GatewayOptions } from "./HandlerOptions.ts"
import type { Handled } from "./Invocation.ts"
import { effectLog, makeLog } from "./log.ts"
import { mountsOf, type Wires } from "./Mount.ts"
import * as PooledRandom from "./pooledRandom.ts"
import { refused, timeIsOver } from "./refused.ts"
import { type Pending, pendingOn } from "./pending.ts"
import { makeSandbox } from "./sandbox.ts"

/** How wires are served. */
export interface Described {
  readonly options: GatewayOptions
  /** The resources that there are; null where wires keep them to themselves. */
  readonly names: ReadonlySet<string> | null
  /** Whether a body can be sent while it is made. */
  readonly streams: boolean
}

/** An event that was answered. */
export interface Asked {
  readonly handled: Handled
  /** How its body goes on; null where it is whole. */
  readonly following: Pending | null
  readonly requestId: string
  /** When the event came, by `performance.now`. */
  readonly started: number
}

/** One sandbox, and what it answers. */
export interface Serving {
  /** Null for what plugins send to keep a sandbox warm; rejects with EventNotHttp for every other event that is no request. */
  readonly ask: (event: unknown, context: LambdaContext | undefined) => Promise<Asked | null>
  /** Writes the line of an event whose answer is out. */
  readonly log: (asked: Asked) => void
}

/** Builds the layer once per sandbox, while the module loads. */
export const serve = <R, LE>(
  wires: Wires<R | SecureRandom.SecureRandom>,
  layer: Layer.Layer<R, LE>,
  { options, names, streams }: Described
): Serving => {
  checkAuthorizer(options.authorizer)
  const issuers = issuersOf(options.issuers)
  const mounts = mountsOf(wires)
  const gateway = { mounts, options, issuers, streams, verification: verificationOf(options, names) }
  // What the layer brings stands before what it need not bring: a test gives uids of its own. What is built has the log
  // already, for what it has to say.
  const sandbox = makeSandbox(
    Layer.mergeAll(PooledRandom.layer, provenBy(options, issuers), layer).pipe(
      Layer.provideMerge(effectLog(options.log))
    )
  )
  const log = makeLog(options.log)
  return {
    log: ({ handled, requestId, started }) => log(handled, requestId, performance.now() - started),
    ask: async (event, context) => {
      const started = performance.now()
      const source = sourceOf(event)
      if (source === null && isWarmUp(event)) {
        // A sandbox freezes as soon as it has answered: not in the middle of connecting.
        await sandbox.run(Effect.void, { millis: millisLeft(context), late: () => defect(null) })
        return null
      }
      if (source === null) throw new EventNotHttp({ origin: originOf(event) })
      const invocation = { event, source, requestId: requestIdOf(event, context), waiting: { for: null } }
      // Inside an effect, so that a bug in what is plain code is a defect like others.
      const answer = Effect.clockWith((clock) =>
        handleEvent(gateway, invocation, clock.currentTimeMillisUnsafe() / 1000)
      )
      const late = () => timeIsOver(gateway, invocation)
      const ended = await sandbox.run(answer, { millis: millisLeft(context), late })
      const handled = Result.isSuccess(ended)
        ? ended.success
        : { ...refused(gateway, invocation, ended.failure), following: null }
      const following = handled.following === null ? null : pendingOn(sandbox, handled.following)
      return { handled, following, requestId: invocation.requestId, started }
    }
  }
}

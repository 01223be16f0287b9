// @effect-diagnostics asyncFunction:off globalTimers:off
/** The Lambda handler of an api, or of several wires: the whole composition root. */
import type { Api, ResourceStore, UserDirectory } from "@pgcrest/core"
import {
  defect,
  type HookFailure,
  type HookStatus,
  type NeedsNoProblems,
  type Operations,
  type People,
  Rest,
  type Wire
} from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { checkAuthorizer } from "./caller/BearerOptions.ts"
import { issuersOf } from "./caller/issuers.ts"
import { provenBy } from "./caller/provenBy.ts"
import { verificationOf, type VerificationOptions } from "./caller/Verification.ts"
import { EventNotHttp, isWarmUp, originOf } from "./event/EventNotHttp.ts"
import { requestIdOf, sourceOf } from "./event/EventSource.ts"
import type { GatewayResult } from "./result/GatewayResult.ts"
import { handleEvent } from "./handleEvent.ts"
import type { EventOptions } from "./Invocation.ts"
import { refused, timeIsOver } from "./refused.ts"
import { type LambdaContext, millisLeft } from "./event/LambdaContext.ts"
import { effectLog, makeLog, type Write } from "./log.ts"
import { mountsOf, type Wires } from "./Mount.ts"
import * as PooledRandom from "./pooledRandom.ts"
import { makeSandbox } from "./sandbox.ts"

/** What is decided at the gateway, whatever the wires. */
export interface GatewayOptions<Names extends string = string>
  extends EventOptions, VerificationOptions<Names> {
  /** Where log lines go, as objects; standard output by default, one JSON line each. */
  readonly log?: Write
}

/** Who knows the people behind uids, and whom they are told. */
export interface PeopleOptions extends People {
  /** Built with the sandbox; asked only where a request asks for people. */
  readonly directory: Layer.Layer<UserDirectory, Error>
}

/** Those of the REST wire too: an error of a hook or an operation without a status does not compile. */
export type HandlerOptions<
  E = never,
  Names extends string = string,
  OE extends HookFailure = never,
  OS = never
> = GatewayOptions<Names> & Rest.Options<E, Names, OE, OS> & { readonly people?: PeopleOptions }

/** What Lambda calls. */
export type Handler = (event: unknown, context?: LambdaContext) => Promise<GatewayResult>

/** An api alone, over REST; or wires by their path prefixes, of which the longest that fits answers. */
type Served = Api.Api<HookFailure, unknown> | Wires

type OptionsOf<W, OE extends HookFailure, OS> =
  W extends Api.Api<infer E, unknown, infer Names> ? HandlerOptions<E, Names, OE, OS> : GatewayOptions

/** Options of whatever api: which errors there are is of no matter any more. */
type Given<S> = Omit<HandlerOptions<never, string, HookFailure, S>, "problems"> & {
  readonly problems?: Readonly<Record<string, HookStatus>>
}

type NeedsNoOptions<W> = W extends Api.Api<infer E, unknown> ? NeedsNoProblems<E> : unknown

type ServicesOf<W> =
  W extends Api.Api<HookFailure, infer S>
    ? ResourceStore | S
    : { [P in keyof W]: W[P] extends Wire<infer R> ? Exclude<R, SecureRandom.SecureRandom> : never }[keyof W]

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
  { people, problems = {}, ...options }: Given<S> = {}
): Handler {
  if (!isApi(served)) return serve(served, layer, { options, names: null })
  const gateway = { options, names: new Set(served.resources.keys()) }
  const decided = { ...options, problems }
  return people === undefined
    ? serve({ "": Rest.make(served, decided) }, layer, gateway)
    : serve({ "": Rest.make(served, { ...decided, people }) }, Layer.merge(layer, people.directory), gateway)
}

interface Described {
  readonly options: GatewayOptions
  /** The resources that there are; null where wires keep them to themselves. */
  readonly names: ReadonlySet<string> | null
}

function serve<R, LE>(
  wires: Wires<R | SecureRandom.SecureRandom>,
  layer: Layer.Layer<R, LE>,
  { options, names }: Described
): Handler {
  checkAuthorizer(options.authorizer)
  const issuers = issuersOf(options.issuers)
  const gateway = { mounts: mountsOf(wires), options, issuers, verification: verificationOf(options, names) }
  // What the layer brings stands before what it need not bring: a test gives uids of its own. What is built has the log
  // already, for what it has to say.
  const sandbox = makeSandbox(
    Layer.mergeAll(PooledRandom.layer, provenBy(options, issuers), layer).pipe(
      Layer.provideMerge(effectLog(options.log))
    )
  )
  const log = makeLog(options.log)
  return async (event, context) => {
    const started = performance.now()
    const source = sourceOf(event)
    if (source === null && isWarmUp(event)) {
      // A sandbox freezes as soon as it has answered: not in the middle of connecting.
      await sandbox.run(Effect.void, { millis: millisLeft(context), late: () => defect(null) })
      return { statusCode: 200, body: "", isBase64Encoded: false }
    }
    if (source === null) throw new EventNotHttp({ origin: originOf(event) })
    const invocation = { event, source, requestId: requestIdOf(event, context), waiting: { for: null } }
    // Inside an effect, so that a bug in what is plain code is a defect like others.
    const answer = Effect.clockWith((clock) =>
      handleEvent(gateway, invocation, clock.currentTimeMillisUnsafe() / 1000)
    )
    const late = () => timeIsOver(gateway, invocation)
    const ended = await sandbox.run(answer, { millis: millisLeft(context), late })
    const handled = Result.isSuccess(ended) ? ended.success : refused(gateway, invocation, ended.failure)
    log(handled, invocation.requestId, performance.now() - started)
    return handled.result
  }
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

function isApi<S>(served: Api.Api<never, S> | Wires): served is Api.Api<never, S> {
  return served["_tag"] === "Api"
}

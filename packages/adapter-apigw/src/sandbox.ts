// @effect-diagnostics asyncFunction:off globalTimers:off
/** One sandbox's services, built once, and the fibers that run on them with a deadline. */
import { defect, type EdgeFailure } from "@pgcrest/rest"
import * as Cause from "effect/Cause"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import { type Deadlines, makeDeadlines } from "./deadlines.ts"

export interface Sandbox<R> {
  /** Runs an effect within its limit; what is still running then is interrupted. */
  readonly run: <A>(
    effect: Effect.Effect<A, never, R>,
    limit: Limit
  ) => Promise<Result.Result<A, EdgeFailure>>
}

export interface Limit {
  readonly millis: number
  /** What is told of who takes longer. */
  readonly late: () => EdgeFailure
}

/**
 * Building starts at once, while the module loads. After a failed build the next request builds again, not the failed
 * one: a sandbox freezes as soon as it has answered.
 */
export const makeSandbox = <R, E>(layer: Layer.Layer<R, E>): Sandbox<R> => {
  let built: Built<R, E> | null = build(layer)
  const deadlines = makeDeadlines()
  disposeOnShutdown(() => built?.runtime.dispose() ?? Promise.resolve())
  const onceStarted = async <A>(mine: Built<R, E>, effect: Effect.Effect<A, never, R>, limit: Limit) => {
    const deadline = performance.now() + limit.millis
    const services = await within(mine.services, limit.millis)
    if (services === null) return Result.fail(notStarted)
    const left = { ...limit, millis: deadline - performance.now() }
    if (Exit.isSuccess(services)) return runOn(services.value, effect, left, deadlines)
    // Several requests may have met this failure, and one of them is building again already.
    if (built === mine) built = null
    return Result.fail(unavailable(Cause.squash(services.cause)))
  }
  return {
    run: (effect, limit) => {
      const mine = (built ??= build(layer))
      const ready = mine.runtime.cachedContext
      return ready === undefined ? onceStarted(mine, effect, limit) : runOn(ready, effect, limit, deadlines)
    }
  }
}

interface Built<R, E> {
  readonly runtime: ManagedRuntime.ManagedRuntime<R, E>
  readonly services: Promise<Exit.Exit<Context.Context<R>, E>>
}

function build<R, E>(layer: Layer.Layer<R, E>): Built<R, E> {
  const runtime = ManagedRuntime.make(layer)
  return { runtime, services: Effect.runPromiseExit(runtime.contextEffect) }
}

/** What a promise that never rejects comes to, or null once this many milliseconds are over. */
function within<A>(promise: Promise<A>, millis: number): Promise<A | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), millis)
    void promise.then((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}

function runOn<R, A>(
  services: Context.Context<R>,
  effect: Effect.Effect<A, never, R>,
  { millis, late }: Limit,
  deadlines: Deadlines
): Promise<Result.Result<A, EdgeFailure>> {
  return new Promise((resolve) => {
    let interrupt = () => {}
    const end = deadlines.start(millis, () => {
      resolve(Result.fail(late()))
      interrupt()
    })
    // What needs no store ends before this returns.
    interrupt = Effect.runCallbackWith(services)(effect, {
      onExit: (exit) => {
        end()
        resolve(
          Exit.isSuccess(exit) ? Result.succeed(exit.value) : Result.fail(defect(Cause.squash(exit.cause)))
        )
      }
    })
  })
}

/** Lambda sends SIGTERM only where an extension is registered: best effort, the database must do without. */
function disposeOnShutdown(dispose: () => Promise<void>): void {
  if (process.env["AWS_LAMBDA_RUNTIME_API"] === undefined) return
  let ending: Promise<void> | undefined
  // Not once: without a listener the next signal would end the process before the store has closed.
  process.on("SIGTERM", () => {
    ending ??= dispose().finally(() => process.exit(0))
  })
}

const notStarted: EdgeFailure = {
  _tag: "DeadlineExceeded",
  detail: "The service did not start in time. Nothing was written.",
  hint: "Try again."
}

function unavailable(cause: unknown): EdgeFailure {
  return {
    _tag: "Defect",
    detail: "The service could not start. The log has the cause under this request id.",
    cause
  }
}

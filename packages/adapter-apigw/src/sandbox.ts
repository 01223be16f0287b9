// @effect-diagnostics asyncFunction:off globalTimers:off
/** One sandbox's services, built once, and the fibers that run on them with a deadline. */
import type { Failure } from "@pgcrest/rest"
import * as Cause from "effect/Cause"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"

export type Ended<A> =
  | { readonly _tag: "Done"; readonly value: A }
  | { readonly _tag: "Failed"; readonly failure: Failure & { readonly cause?: unknown } }

export interface Sandbox<R> {
  /** Runs an effect for `millis` at most; what is still running then is interrupted. */
  readonly run: <A>(effect: Effect.Effect<A, never, R>, millis: number) => Promise<Ended<A>>
}

/** Building starts at once, while the module loads; a failed build is tried again by the next request. */
export const makeSandbox = <R, E>(layer: Layer.Layer<R, E>): Sandbox<R> => {
  let built = build(layer)
  disposeOnShutdown(() => built.runtime.dispose())
  return {
    run: async (effect, millis) => {
      const services = await built.services
      if (Exit.isSuccess(services)) return runOn(services.value, effect, millis)
      built = build(layer)
      return { _tag: "Failed", failure: unavailable(Cause.squash(services.cause)) }
    }
  }
}

function build<R, E>(layer: Layer.Layer<R, E>) {
  const runtime = ManagedRuntime.make(layer)
  return { runtime, services: Effect.runPromiseExit(runtime.contextEffect) }
}

function runOn<R, A>(
  services: Context.Context<R>,
  effect: Effect.Effect<A, never, R>,
  millis: number
): Promise<Ended<A>> {
  return new Promise((resolve) => {
    let interrupt = () => {}
    const timer = setTimeout(() => {
      resolve({ _tag: "Failed", failure: deadlineExceeded })
      interrupt()
    }, millis)
    // What needs no store ends before this returns.
    interrupt = Effect.runCallbackWith(services)(effect, {
      onExit: (exit) => {
        clearTimeout(timer)
        resolve(
          Exit.isSuccess(exit)
            ? { _tag: "Done", value: exit.value }
            : { _tag: "Failed", failure: defect(Cause.squash(exit.cause)) }
        )
      }
    })
  })
}

/** Lambda sends SIGTERM only where an extension is registered: best effort, the database must do without. */
function disposeOnShutdown(dispose: () => Promise<void>): void {
  if (process.env["AWS_LAMBDA_RUNTIME_API"] === undefined) return
  process.once("SIGTERM", () => void dispose().finally(() => process.exit(0)))
}

const deadlineExceeded: Failure = {
  _tag: "DeadlineExceeded",
  detail: "The time for this request is over. A write may have happened.",
  hint: "Read the record before you try a write again."
}

function unavailable(cause: unknown): Failure & { readonly cause: unknown } {
  return {
    _tag: "Defect",
    detail: "The service could not start. The log has the cause under this request id.",
    cause
  }
}

function defect(cause: unknown): Failure & { readonly cause: unknown } {
  return {
    _tag: "Defect",
    detail: "Something went wrong here. The log has the cause under this request id.",
    cause
  }
}

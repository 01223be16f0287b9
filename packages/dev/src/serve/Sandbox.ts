// @effect-diagnostics asyncFunction:off globalDate:off
/** One Lambda sandbox: the bundle in a worker thread of its own, one invocation at a time. */
import { Worker } from "node:worker_threads"
import type { LambdaContext } from "../gateway/LambdaContext.ts"
import type { Invocation, Report } from "./sandboxWorker.ts"

/** The bundle's file, and the environment its code sees. */
export interface SandboxOptions {
  readonly bundle: string
  readonly env: Readonly<Record<string, string | undefined>>
}

// Milliseconds, so that the gateway's own timeout answers first.
const graceAfterDeadline = 100

/** A worker thread that runs the bundle; once it has ended, by itself or by `stop`, it is not used again. */
export class Sandbox {
  readonly #worker: Worker
  #pending = Promise.withResolvers<string | undefined>()
  /** Rejects with a sentence if the bundle cannot be loaded. */
  readonly loaded: Promise<unknown>
  /** How it ended; never rejects. */
  readonly ended: Promise<string>
  /** Whether it can take another invocation. */
  isUsable = true

  constructor({ bundle, env }: SandboxOptions) {
    const file = import.meta.url.endsWith(".ts") ? "./sandboxWorker.ts" : "./sandboxWorker.js"
    // No execArgv: a debugger's or a test runner's flags must not reach the bundle.
    this.#worker = new Worker(new URL(file, import.meta.url), {
      env: { ...env },
      execArgv: [],
      workerData: { bundle }
    })
    this.loaded = this.#pending.promise
    const { promise, resolve } = Promise.withResolvers<string>()
    this.ended = promise
    this.#worker.on("message", (report: Report) => this.#settle(report))
    this.#worker.on("error", (error) =>
      this.#end(`The handler crashed. ${String(error.stack ?? error)}`, resolve)
    )
    this.#worker.on("exit", (code) =>
      this.#end(`The handler ended its process (exit code ${code}).`, resolve)
    )
    this.loaded.catch(() => this.stop())
  }

  /** The handler's result for this event; rejects with a sentence when it throws, crashes or misses its deadline. */
  async invoke(event: unknown, context: LambdaContext): Promise<unknown> {
    await this.loaded
    const { awsRequestId } = context
    const remaining = context.getRemainingTimeInMillis()
    this.#pending = Promise.withResolvers()
    const invocation: Invocation = {
      event: JSON.stringify(event),
      awsRequestId,
      deadline: Date.now() + remaining
    }
    const timer = setTimeout(() => void this.stop(), remaining + graceAfterDeadline)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
    this.#worker.postMessage(invocation)
    const result = await this.#pending.promise.finally(() => clearTimeout(timer))
    return result === undefined ? undefined : JSON.parse(result)
  }

  /** Ends the worker, whatever it is at. */
  async stop(): Promise<void> {
    this.isUsable = false
    await this.#worker.terminate()
  }

  #settle(report: Report): void {
    if (report._tag === "Failed") this.#pending.reject(new HandlerFailed(report.error))
    else this.#pending.resolve(report._tag === "Answered" ? report.result : undefined)
  }

  #end(sentence: string, resolve: (sentence: string) => void): void {
    this.isUsable = false
    // Whoever waits hears of it; nobody waiting is no reason to end the gateway.
    this.#pending.promise.catch(() => undefined)
    this.#pending.reject(new HandlerFailed(sentence))
    resolve(sentence)
  }
}

/** What went wrong inside a sandbox; its text is the handler's own stack or a sentence, ours would only mislead. */
class HandlerFailed extends Error {
  constructor(text: string) {
    super(text)
    this.name = "HandlerFailed"
    this.stack = text
  }
}

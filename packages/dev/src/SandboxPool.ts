// @effect-diagnostics asyncFunction:off
/** Sandboxes as Lambda keeps them: one request at a time in each, several side by side, all replaced by a new bundle. */
import type { LambdaContext } from "./LambdaContext.ts"
import { Sandbox, type SandboxOptions } from "./Sandbox.ts"

/** How sandboxes are started, how many may run at once (2 unless given), and where a crash between requests is told. */
export interface SandboxPoolOptions extends SandboxOptions {
  readonly size?: number
  readonly print?: (line: string) => void
}

/** Runs invocations in sandboxes of the newest bundle. */
export class SandboxPool {
  readonly #options: SandboxPoolOptions
  readonly #idle: Array<Sandbox> = []
  readonly #waiting: Array<() => void> = []
  /** Of the newest bundle; sandboxes of an older one end with their last request. */
  #current = new Set<Sandbox>()
  readonly #all = new Set<Sandbox>()

  constructor(options: SandboxPoolOptions) {
    this.#options = options
  }

  /** The handler's result; waits for a free sandbox when all are busy. */
  async invoke(event: unknown, context: LambdaContext): Promise<unknown> {
    const sandbox = await this.#take()
    try {
      return await sandbox.invoke(event, context)
    } finally {
      this.#give(sandbox)
    }
  }

  /** Lets go of all sandboxes and starts one with the bundle as it is now; rejects if that cannot be loaded. */
  async reload(): Promise<void> {
    const old = this.#idle.splice(0)
    this.#current = new Set()
    const fresh = this.#start()
    await Promise.all(old.map((sandbox) => sandbox.stop()))
    await fresh.loaded.finally(() => this.#give(fresh))
  }

  /** Ends every sandbox, busy or not. */
  async close(): Promise<void> {
    this.#idle.length = 0
    this.#current = new Set()
    await Promise.all([...this.#all].map((sandbox) => sandbox.stop()))
  }

  async #take(): Promise<Sandbox> {
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    if (this.#current.size < (this.#options.size ?? 2)) return this.#start()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    await promise
    return this.#take()
  }

  #give(sandbox: Sandbox): void {
    if (this.#current.has(sandbox) && sandbox.isUsable) this.#idle.push(sandbox)
    else {
      this.#current.delete(sandbox)
      void sandbox.stop()
    }
    this.#waiting.shift()?.()
  }

  #start(): Sandbox {
    const sandbox = new Sandbox(this.#options)
    this.#current.add(sandbox)
    this.#all.add(sandbox)
    void sandbox.ended.then((sentence) => this.#forget(sandbox, sentence))
    return sandbox
  }

  #forget(sandbox: Sandbox, sentence: string): void {
    const idle = this.#idle.indexOf(sandbox)
    if (idle !== -1) {
      this.#idle.splice(idle, 1)
      this.#options.print?.(sentence)
    }
    this.#current.delete(sandbox)
    this.#all.delete(sandbox)
    this.#waiting.shift()?.()
  }
}

// @effect-diagnostics asyncFunction:off
/** Sandboxes as Lambda keeps them: one request at a time in each, several side by side, all replaced by a new bundle. */
import type { LambdaContext } from "../gateway/LambdaContext.ts"
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
  #generation = 0
  /** Whether the bundle on the disk can be loaded; until that is known, sandboxes of the one before answer alone. */
  #isProven = true

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

  /** Starts a sandbox with the bundle as it is now, and lets go of the others; rejects, and keeps them, if it cannot be loaded. */
  async reload(): Promise<void> {
    const generation = ++this.#generation
    this.#isProven = false
    const fresh = this.#start()
    await fresh.loaded
    // A newer bundle may have been faster.
    if (generation !== this.#generation) return fresh.stop()
    this.#isProven = true
    const old = this.#idle.splice(0)
    this.#current = new Set([fresh])
    this.#give(fresh)
    await Promise.all(old.map((sandbox) => sandbox.stop()))
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
    if (this.#current.size < this.#size()) return this.#startCurrent()
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

  #size(): number {
    return this.#isProven ? (this.#options.size ?? 2) : 1
  }

  #startCurrent(): Sandbox {
    const sandbox = this.#start()
    this.#current.add(sandbox)
    return sandbox
  }

  #start(): Sandbox {
    const sandbox = new Sandbox(this.#options)
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

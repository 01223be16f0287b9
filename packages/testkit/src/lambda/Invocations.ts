/** The invocations of a Runtime API: those that wait for a sandbox, and those in a sandbox's hands. */
import { randomUUID } from "node:crypto"

/** What became of one invocation, and the headers that the runtime client told it with. */
export interface Outcome {
  readonly kind: "response" | "error"
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** What was told behind the body: why a response that was sent while it was made ended too early. */
  readonly trailers: Readonly<Record<string, string | undefined>>
}

/** An event on its way to a sandbox, as JSON. */
export interface Invocation {
  readonly id: string
  readonly event: string
  readonly timeoutMs: number
}

type Taker = (invocation: Invocation) => void

interface Open {
  readonly tell: (outcome: Outcome) => void
  readonly timer: NodeJS.Timeout
}

// Lambda gives a sandbox ten seconds to load before the handler's own time begins.
const initMs = 10_000

/** An error that Lambda itself, not the handler, answers with. */
export const failure = (errorType: string, errorMessage: string): Outcome => ({
  kind: "error",
  body: { errorType, errorMessage },
  headers: {},
  trailers: {}
})

/** A queue of events, and the sandboxes that ask for one. */
export class Invocations {
  readonly #waiting: Array<Invocation> = []
  readonly #takers = new Set<Taker>()
  readonly #open = new Map<string, Open>()
  #last: Outcome | undefined

  /** Queues an event for the next sandbox that asks. */
  readonly invoke = (event: unknown, limits: { readonly timeoutMs: number }): Promise<Outcome> => {
    if (this.#last !== undefined) return Promise.resolve(this.#last)
    const id = randomUUID()
    const outcome = new Promise<Outcome>((resolve) =>
      this.#expect(id, resolve, initMs + limits.timeoutMs, "No sandbox asked for the event")
    )
    this.#waiting.push({ id, event: JSON.stringify(event), timeoutMs: limits.timeoutMs })
    this.#handOut()
    return outcome
  }

  /** How many sandboxes wait for an event. */
  get idle(): number {
    return this.#takers.size
  }

  /** Registers a sandbox that asks for an event; the returned function takes it back. */
  take(taker: Taker): () => void {
    this.#takers.add(taker)
    this.#handOut()
    return () => this.#takers.delete(taker)
  }

  /** Tells what became of an invocation; false if nobody waits for it. */
  settle(id: string, outcome: Outcome): boolean {
    const open = this.#open.get(id)
    clearTimeout(open?.timer)
    open?.tell(outcome)
    return this.#open.delete(id)
  }

  /** Answers every invocation, those to come as well, with one outcome. */
  settleAll(outcome: Outcome): void {
    this.#last = outcome
    for (const id of this.#open.keys()) this.settle(id, outcome)
  }

  #handOut(): void {
    const [taker] = this.#takers
    const invocation = taker && this.#waiting.shift()
    if (taker === undefined || invocation === undefined) return
    const open = this.#open.get(invocation.id)
    // Its time was up while it waited.
    if (open === undefined) return this.#handOut()
    const { id, timeoutMs } = invocation
    clearTimeout(open.timer)
    this.#expect(id, open.tell, timeoutMs, `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`)
    this.#takers.delete(taker)
    taker(invocation)
  }

  #expect(id: string, tell: Open["tell"], milliseconds: number, message: string): void {
    const expire = () => this.settle(id, failure("Sandbox.Timedout", message))
    this.#open.set(id, { tell, timer: setTimeout(expire, milliseconds) })
  }
}

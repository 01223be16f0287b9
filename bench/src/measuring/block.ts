// @effect-diagnostics asyncFunction:off
/** Requests for a while, in the process that answers them. */
import type { Script } from "../asking/Script.ts"
import { type Answer, ask, type Handler, renew, type Turn } from "./Asker.ts"
import type { Sample } from "./Sample.ts"

export interface BlockOptions {
  readonly millis: number
  /** Where it ends earlier; without, it has as many turns as there is time for. */
  readonly turns?: number
  /** Turns that run at once. */
  readonly concurrency: number
}

/**
 * Runs turns until the time or their number is up. Each event is parsed anew just before it is handled, as a runtime does; what that takes is
 * no part of the sample.
 */
export const runBlock = async (
  handler: Handler,
  next: (script: Script) => Turn,
  script: Script,
  { concurrency, millis, turns = Number.POSITIVE_INFINITY }: BlockOptions
): Promise<Sample> => {
  const heard: Heard = { preparing: 0, latencies: [] }
  const [whole, main, started] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()]
  let left = turns
  const slot = async () => {
    while (left-- > 0 && performance.now() - started < millis) await timedTurn(handler, next(script), heard)
  }
  await Promise.all(Array.from({ length: concurrency }, slot))
  const elapsed = performance.now() - started
  const mainMicros = micros(process.threadCpuUsage(main))
  const processMicros = micros(process.cpuUsage(whole))
  return {
    millis: elapsed - heard.preparing,
    latencies: heard.latencies,
    mainMicros: mainMicros - heard.preparing * 1000,
    otherMicros: processMicros - mainMicros,
    processMicros
  }
}

interface Heard {
  preparing: number
  readonly latencies: Array<number>
}

async function timedTurn(handler: Handler, turn: Turn, heard: Heard): Promise<void> {
  const answers: Array<Answer> = []
  for (const { text } of turn.events) {
    const began = performance.now()
    const event: unknown = JSON.parse(text())
    const asked = performance.now()
    heard.preparing += asked - began
    answers.push(await ask(handler, event))
    heard.latencies.push(performance.now() - asked)
  }
  renew(turn, answers)
}

function micros({ system, user }: { readonly system: number; readonly user: number }): number {
  return system + user
}

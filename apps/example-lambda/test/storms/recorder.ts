// @effect-diagnostics asyncFunction:off
/** Sends requests, and records when each was sent, when it was answered, and what it did. */
import type { ListAppend } from "@pgcrest/testkit/history"
import { setTimeout } from "node:timers/promises"
import type { Answer } from "../wire/wire.ts"
import type { Mishaps } from "./mishaps.ts"
import { type Asked, stepsOf } from "./requests.ts"
import { endingOf, isPassing, type Send } from "./sandboxes.ts"

/** Under a key it is sent again until it is known what it came to. Tells the last answer. */
export type Record = (sandbox: number, asked: Asked, isKeyed: boolean) => Promise<Answer>

export interface Recorder {
  readonly record: Record
  readonly history: ReadonlyArray<ListAppend.Transaction>
  /** How many requests were sent, those that were sent again with them. */
  readonly sent: () => number
}

const ann = { sub: "ann" }

export const recorderOf = (send: Send, mishaps: Mishaps): Recorder => {
  const history: Array<ListAppend.Transaction> = []
  // One thread notes all: what is counted later came later.
  let clock = 0
  let last = 0
  let sent = 0
  const record: Record = async (sandbox, asked, isKeyed) => {
    const id = `t${++last}`
    const headers = { ...asked.call.headers, ...(isKeyed ? { "idempotency-key": id } : {}) }
    const invoked = ++clock
    const ask = async (attempt: number): Promise<Answer> => {
      sent++
      mishaps.note()
      const answer = await send(sandbox, `${id}.${attempt}`, { ...asked.call, headers, as: ann })
      mishaps.note()
      if (!isPassing(answer)) return answer
      await setTimeout(20 + ((last * 37) % 80))
      return isKeyed ? ask(attempt + 1) : answer
    }
    const answer = await ask(0)
    const ending = endingOf(answer)
    history.push({
      id: `${id} (${asked.call.method} ${answer.status})`,
      invoked,
      completed: ++clock,
      outcome: ending === "refused" ? "failed" : ending,
      isolation: asked.isolation,
      steps: stepsOf(asked, ending === "done" ? answer.json : null)
    })
    return answer
  }
  return { record, history, sent: () => sent }
}

// @effect-diagnostics asyncFunction:off
/** One side of the comparison: a worker process, asked over IPC. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { EventV2 } from "@pgcrest/dev"
import type { Events } from "./events.ts"
import type { Operation } from "./Operation.ts"

export type Question =
  | {
      readonly kind: "run"
      readonly operation: Operation
      readonly events: ReadonlyArray<EventV2>
      readonly millis: number
    }
  | { readonly kind: "answer"; readonly event: EventV2 }

export interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What one round of one operation came to; latencies in milliseconds. */
export interface Sample {
  readonly millis: number
  readonly cpuMicros: number
  readonly latencies: ReadonlyArray<number>
}

export interface Side {
  readonly name: string
  readonly events: Events
  readonly run: (operation: Operation, millis: number) => Promise<Sample>
  readonly answer: (event: EventV2) => Promise<Answer>
  readonly stop: () => Promise<void>
}

export interface SideOptions {
  readonly name: string
  readonly file: string
  readonly url: string
  readonly events: Events
  readonly nodeFlags?: ReadonlyArray<string>
}

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url))

/** Starts the worker. Its log lines, one per request on both sides, go to the null device. */
export const startSide = async ({ name, file, url, events, nodeFlags = [] }: SideOptions): Promise<Side> => {
  const child = fork(worker, [file], {
    execArgv: [...nodeFlags],
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  await ask(child)
  return {
    name,
    events,
    run: (operation, millis) =>
      ask<Sample>(child, { kind: "run", operation, events: events[operation], millis }),
    answer: (event) => ask<Answer>(child, { kind: "answer", event }),
    stop: async () => {
      const ended = once(child, "exit")
      child.disconnect()
      await ended
    }
  }
}

function ask<A>(child: ChildProcess, question?: Question): Promise<A> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) =>
      reject(new Error(`A worker ended with ${code}; its error is above.`))
    child.once("exit", died)
    child.once("message", (answer: A) => {
      child.off("exit", died)
      resolve(answer)
    })
    if (question !== undefined) child.send(question)
  })
}

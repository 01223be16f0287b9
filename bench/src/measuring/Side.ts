// @effect-diagnostics asyncFunction:off
/** One side of the comparison: a worker process, asked over IPC. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Script } from "../asking/Script.ts"
import type { SideName } from "../Operation.ts"
import type { Answered } from "./Asker.ts"
import type { BlockOptions } from "./block.ts"
import type { Sample } from "./Sample.ts"

/** What a worker is asked, by the name of a script. */
export type Question = { readonly name: string } & (
  | { readonly kind: "script"; readonly script: Script }
  | { readonly kind: "turn" }
  | { readonly kind: "block"; readonly options: BlockOptions }
  | { readonly kind: "bytes"; readonly turns: number }
  | { readonly kind: "scavenges"; readonly millis: number }
)

export interface Side {
  readonly name: SideName
  /** Gives the worker a script under a name. */
  readonly learn: (name: string, script: Script) => Promise<unknown>
  readonly turn: (name: string) => Promise<ReadonlyArray<Answered>>
  readonly block: (name: string, options: BlockOptions) => Promise<Sample>
  /** Bytes of the heap per request; the side was started with `heapFlags`. */
  readonly bytes: (name: string, turns: number) => Promise<number>
  /** Scavenges per 1,000 requests, counted for so long. */
  readonly scavenges: (name: string, millis: number) => Promise<number>
  readonly stop: () => Promise<void>
}

export interface SideOptions {
  readonly name: SideName
  readonly file: string
  readonly url: string
  readonly connections: number
  readonly nodeFlags?: ReadonlyArray<string>
}

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url))

/** Starts the worker. Our log lines go to the null device. */
export const startSide = async ({
  connections,
  file,
  name,
  nodeFlags = [],
  url
}: SideOptions): Promise<Side> => {
  const child = fork(worker, [file], {
    execArgv: [...nodeFlags],
    env: { ...process.env, DATABASE_URL: url, PGCREST_POOL: String(connections) },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  await ask(child)
  return {
    name,
    learn: (name, script) => ask(child, { kind: "script", name, script }),
    turn: (name) => ask(child, { kind: "turn", name }),
    block: (name, options) => ask(child, { kind: "block", name, options }),
    bytes: (name, turns) => ask(child, { kind: "bytes", name, turns }),
    scavenges: (name, millis) => ask(child, { kind: "scavenges", name, millis }),
    stop: async () => {
      const ended = once(child, "exit")
      child.disconnect()
      await ended
    }
  }
}

type Told<A> = { readonly value: A } | { readonly fault: string }

function ask<A>(child: ChildProcess, question?: Question): Promise<A> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) =>
      reject(new Error(`A worker ended with ${code}; its error is above.`))
    child.once("exit", died)
    child.once("message", (told: Told<A>) => {
      child.off("exit", died)
      if ("fault" in told) reject(new Error(told.fault))
      else resolve(told.value)
    })
    if (question !== undefined) child.send(question)
  })
}

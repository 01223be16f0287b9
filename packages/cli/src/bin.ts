#!/usr/bin/env node
// @effect-diagnostics asyncFunction:off
/** The program `pgcrest`. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Writable } from "node:stream"
import { run } from "./run.ts"

const interrupted = new AbortController()
// Once each: who asks again is not kept waiting.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => interrupted.abort())

const ended = await Effect.runPromiseExit(run(process.argv.slice(2)), { signal: interrupted.signal })
const { code, out, notes } = Exit.isSuccess(ended) ? ended.value : { code: 130, out: "", notes: [] }
const unwritten = await written(process.stdout, out)
const lost = unwritten === null ? [] : [`Standard output cannot be written: ${unwritten}.`]
await written(process.stderr, [...notes, ...lost].map((note) => `${note}\n`).join(""))
// Whatever timers and connections a module of the reader's has left open.
process.exit(lost.length > 0 ? 2 : code)

/** Why it could not be; a reader who has seen enough, as `head` has, is no reason. */
async function written(stream: Writable, text: string): Promise<string | null> {
  if (text === "") return null
  const failure = await new Promise<Error | null | undefined>((resolve) => {
    stream.once("error", resolve)
    stream.write(text, resolve)
  })
  return failure == null || ("code" in failure && failure.code === "EPIPE") ? null : failure.message
}

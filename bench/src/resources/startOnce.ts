// @effect-diagnostics asyncFunction:off
/** One cold start of a bundle, in a process of its own. */
import { spawn } from "node:child_process"
import { Readable } from "node:stream"
import { text } from "node:stream/consumers"
import { fileURLToPath, pathToFileURL } from "node:url"

/** Milliseconds since the process was spawned, and megabytes after the first answer. */
export interface Start {
  readonly loaded: number
  readonly answered: number
  readonly resident: number
  readonly heap: number
}

const probe = fileURLToPath(new URL("resourcesProbe.mjs", import.meta.url))

/** Starts node with these flags and the file, or alone (null), and has it answer the event. */
export const startOnce = async (
  file: string | null,
  event: unknown,
  url: string,
  flags: ReadonlyArray<string> = []
): Promise<Start> => {
  const spawned = performance.timeOrigin + performance.now()
  const bundle = file === null ? [] : [pathToFileURL(file).href, JSON.stringify(event)]
  const child = spawn(process.execPath, [...flags, probe, ...bundle], {
    env: { PATH: process.env["PATH"], DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "pipe"]
  })
  const pipe = child.stdio[3]
  const told = JSON.parse(pipe instanceof Readable ? await text(pipe) : "{}")
  if (told.status !== 200) throw new Error(`${file} answered ${told.status} at its first request.`)
  return {
    loaded: told.loaded - spawned,
    answered: told.answered - spawned,
    resident: told.resident / 1e6,
    heap: told.heap / 1e6
  }
}

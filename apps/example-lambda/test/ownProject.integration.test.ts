// @effect-diagnostics asyncFunction:off
/** README's own project: its `dev.ts` as a newcomer starts it, from nothing to a record. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { makeFolder } from "./compiler.ts"
import { files } from "./readme.ts"

let folder = ""
let dev: ChildProcess
let page = ""
const printed: Array<string> = []

beforeAll(async () => {
  folder = await makeFolder("own-project")
  for (const { name, content } of files.filter(({ name }) => !name.includes("/")))
    await writeFile(join(folder, name), content)
  dev = spawn(process.execPath, ["dev.ts"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] })
  for await (const line of createInterface(dev.stdout ?? process.stdin)) {
    printed.push(line)
    page = /is up: (http:\S+)/u.exec(line)?.[1] ?? page
    if (page !== "") return
  }
}, 120_000)
afterAll(async () => {
  if (dev.exitCode === null) await stop()
  await rm(folder, { recursive: true })
})

const stop = async () => {
  const ended = once(dev, "exit")
  dev.kill("SIGTERM")
  return ended
}

describe("a project of one's own", () => {
  it("is up, with a page for browsers", async () => {
    assert.match(page, /^http:\/\/localhost:\d+\/$/u, printed.join("\n"))
    const html = await (await fetch(page, { headers: { accept: "text/html" } })).text()
    assert.include(html, "<h1>My library</h1>")
    assert.include(html, "/books/{uid}/history")
  })

  it("stores what a user of dev.ts sends", async () => {
    const response = await fetch(`${page}authors`, {
      method: "POST",
      headers: { authorization: "Bearer ines", "content-type": "application/json" },
      body: JSON.stringify({ name: "Ursula Vernon" })
    })
    assert.strictEqual(response.status, 201)
    assert.include(await response.text(), '"creator_uid":"ines"')
    assert.strictEqual(await (await fetch(`${page}books?price=is.null`)).text(), "[]")
  })

  it("ends with 0 on a signal", async () => {
    assert.deepStrictEqual(await stop(), [0, null])
  })
})

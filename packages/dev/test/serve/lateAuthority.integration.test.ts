// @effect-diagnostics asyncFunction:off
import { exec } from "node:child_process"
import { promisify } from "node:util"
import { assert, describe, it } from "vitest"
import { answering, ended, get, output, program, run, save, seen, signal, url } from "../devProcess.ts"

const shell = promisify(exec)

/** An authority whose tokens are names in capitals, with one password for all. */
const authority = (start: string) => `{
  passwords: { ann: "it's 1" },
  start: async (signal) => {
    console.log("authority is starting")
    ${start}
    return {
      issuer: "http://pool.example",
      verify: async (token) => /^[A-Z]+$/.test(token) ? { sub: token.toLowerCase() } : "No token.",
      signIn: async (username, password) =>
        password === "it's 1" ? { idToken: "", accessToken: username.toUpperCase() } : "Wrong.",
      stop: async () => console.log("authority stopped")
    }
  }
}`

describe("serve with an authority", () => {
  it("prints who signs the tokens, who can sign in and how, and takes those tokens", async () => {
    await save(answering(`JSON.stringify(event.requestContext.authorizer ?? null)`))
    await run(program({ port: 0, authority: authority("") }))
    const at = await url()
    await seen(
      /Tokens are real, of http:\/\/pool\.example; .*\n {2}curl -s http\S+\/\.sign-in -d '\{"username":"ann",.*\n/u
    )
    await seen(/passwords:\n {2}ann {2}it's 1 {2}librarians\n\n/u)
    const body = JSON.stringify({ username: "ann", password: "it's 1" })
    const response = await fetch(`${at}/.sign-in`, { method: "POST", body })
    const { authorization } = JSON.parse(await response.text())
    const answer = await fetch(`${at}/books`, { headers: { authorization } })
    assert.strictEqual(await answer.text(), '{"jwt":{"claims":{"sub":"ann"},"scopes":null}}')
    assert.strictEqual((await fetch(`${at}/books`, { headers: { authorization: "Bearer ann" } })).status, 401)
  })

  it("prints commands of which a shell makes a token", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0, authority: authority("") }))
    const [, command = ""] = await seen(/Try:\n.*\n {2}(\$\(.*\))\n/u)
    const { stdout } = await shell(`printf %s "${command}"`)
    assert.strictEqual(stdout, "ANN")
  })

  it("stops it after the requests under way and before the database", async () => {
    await save(answering(`"one"`))
    await run(program({ port: 0, authority: authority("") }))
    await get("/")
    signal("SIGTERM")
    assert.strictEqual(await ended(), 0)
    assert.match(output(), /\nauthority stopped\ndatabase stopped\n$/u)
  })

  it("ends what is starting when a signal comes, with 0 and without a word", async () => {
    const never = `await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))`
    await run(program({ port: 0, authority: authority(never) }))
    await seen(/authority is starting/u)
    signal("SIGTERM")
    assert.strictEqual(await ended(), 0)
    assert.strictEqual(output(), "authority is starting\ndatabase stopped\n")
  })

  it("says why the authority did not start, stops the database, and ends with 1", async () => {
    await run(program({ port: 0, authority: authority(`throw new Error("no network")`) }))
    assert.strictEqual(await ended(), 1)
    assert.match(output(), /It could not start: Error: no network\n(?:.*\n)*database stopped\n/u)
  })
})

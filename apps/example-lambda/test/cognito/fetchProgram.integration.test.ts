// @effect-diagnostics asyncFunction:off
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import { fetchProgram } from "../../cognito/fetchProgram.ts"

describe("fetching the program", () => {
  let cache = ""
  const printed: Array<string> = []
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "pgcrest-npx-"))
    printed.length = 0
    // Nobody listens on port 1.
    vi.stubEnv("npm_config_registry", "http://127.0.0.1:1/")
    vi.stubEnv("npm_config_fetch_retries", "0")
    vi.stubEnv("npm_config_cache", cache)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(cache, { recursive: true })
  })

  const failure = (signal: AbortSignal) =>
    fetchProgram((line) => printed.push(line), signal).then(
      (path) => assert.fail(`It was found at ${path}.`),
      (error: unknown) => String(error)
    )

  it("says that it downloads, and in a sentence why it could not", async () => {
    const told = await failure(new AbortController().signal)
    assert.deepStrictEqual(printed, ["Fetching cognito-local@5.3.0 by npx, 128 MB this first time …"])
    assert.match(told, /^Error: cognito-local@5\.3\.0 could not be fetched by npx: .*ECONNREFUSED.*$/u)
  })

  it("begins nothing once it is told to end", async () => {
    assert.match(await failure(AbortSignal.abort()), /^AbortError/u)
    assert.deepStrictEqual(printed, [])
  })
})

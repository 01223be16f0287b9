// @effect-diagnostics asyncFunction:off processEnv:off
/** The signal that Lambda sends before it takes a sandbox away. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { assert, it } from "vitest"

const program = new URL("shutdownProgram.ts", import.meta.url).pathname

/** Starts the program, sends SIGTERM once it is ready and again while it closes, and tells what it said and how it ended. */
const terminated = async (env: Readonly<Record<string, string>>) => {
  const { AWS_LAMBDA_RUNTIME_API: _none, ...outside } = process.env
  const child = spawn(process.execPath, [program], {
    env: { ...outside, ...env },
    stdio: ["pipe", "pipe", "inherit"]
  })
  child.stdout.on("data", (chunk) => {
    if (/ready|closing/u.test(String(chunk))) child.kill("SIGTERM")
    if (String(chunk).includes("closing")) child.stdin.end()
  })
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")])
  return { said: said.trim().split("\n"), code, signal }
}

it("closes the store in Lambda, once, and ends well", async () =>
  assert.deepStrictEqual(await terminated({ AWS_LAMBDA_RUNTIME_API: "127.0.0.1:9001" }), {
    said: ["opened", "ready", "closing", "closed"],
    code: 0,
    signal: null
  }))

it("is left to the program elsewhere", async () =>
  assert.deepStrictEqual(await terminated({}), { said: ["opened", "ready"], code: null, signal: "SIGTERM" }))

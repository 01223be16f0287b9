// @effect-diagnostics asyncFunction:off
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "vitest"

const program = fileURLToPath(new URL("signalProgram.ts", import.meta.url))

/** Sends all of the signals at once, and again and again while the program ends; tells how it did and what it said. */
const stormed = async (signals: ReadonlyArray<NodeJS.Signals>) => {
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] })
  const closed = once(child, "close")
  let said = ""
  child.stdout.on("data", (chunk) => (said += chunk))
  while (!said.includes("ready")) await once(child.stdout, "data")
  const storm = (left: number) => {
    if (left === 0 || child.exitCode !== null || child.signalCode !== null) return
    for (const signal of signals) child.kill(signal)
    setImmediate(storm, left - 1)
  }
  storm(100)
  const [code, signal] = await closed
  return { code, signal, said }
}

describe("closing on a signal", () => {
  it.each([{ signals: ["SIGTERM", "SIGTERM"] }, { signals: ["SIGINT", "SIGTERM", "SIGHUP"] }] as const)(
    "ends with 0 when $signals come at once, and leaves no moment to their default",
    async ({ signals }) => {
      for (let run = 0; run < 10; run++)
        assert.deepStrictEqual(await stormed(signals), { code: 0, signal: null, said: "ready\n" })
    }
  )
})

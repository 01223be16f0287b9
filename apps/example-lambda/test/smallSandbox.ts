// @effect-diagnostics asyncFunction:off processEnv:off
/** The library's Lambda as one of 512 MB runs it, asked one request after the other. */
import { GatewayEvent } from "@pgcrest/dev"
import { fork } from "node:child_process"
import { once } from "node:events"
import type { Told } from "./sandboxProgram.ts"
import type { Call } from "./wire/wire.ts"

export interface SmallSandbox {
  readonly ask: (method: string, path: string, rest?: Omit<Call, "method" | "path">) => Promise<Told>
  readonly stop: () => void
}

/** Rejects, and so does whatever is asked, when the process dies. */
export const startSmallSandbox = async (databaseUrl: string): Promise<SmallSandbox> => {
  const child = fork(new URL("sandboxProgram.ts", import.meta.url), {
    execArgv: ["--max-old-space-size=400"],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "ignore", "ignore", "ipc"]
  })
  const died = once(child, "exit").then(([code, signal]) => {
    throw new Error(`the sandbox died: ${code ?? signal}`)
  })
  died.catch(() => {})
  await Promise.race([once(child, "message"), died])
  return {
    ask: async (method, path, rest = {}) => {
      const answered = once(child, "message")
      child.send(GatewayEvent.make("http2", { method, path, ...rest }))
      const [told]: ReadonlyArray<Told> = await Promise.race([answered, died])
      if (told === undefined) throw new Error("the sandbox said nothing")
      return told
    },
    stop: () => child.kill("SIGKILL")
  }
}

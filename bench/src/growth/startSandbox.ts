// @effect-diagnostics asyncFunction:off
/** The worker of `growth`, asked over IPC. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Block, Told } from "./growthWorker.ts"

/** Starts it; its log lines go nowhere. */
export const startSandbox = async (file: string, url: string) => {
  const child = fork(fileURLToPath(new URL("growthWorker.ts", import.meta.url)), [file], {
    execArgv: ["--expose-gc"],
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`The worker ended with ${code}; its error is above.`)
  })
  died.catch(() => {})
  await Promise.race([once(child, "message"), died])
  return {
    run: async (block: Block): Promise<Told> => {
      const answered = once(child, "message")
      child.send(block)
      const [told]: ReadonlyArray<Told> = await Promise.race([answered, died])
      if (told === undefined) throw new Error("The worker said nothing.")
      return told
    },
    stop: () => child.kill()
  }
}

// @effect-diagnostics asyncFunction:off processEnv:off
/** The bundle in a process of its own, over a database. */
import { fork } from "node:child_process"
import { once } from "node:events"
import type { Told } from "./bundleProgram.ts"

export interface Started {
  /** Answers these one after the other; rejects where one of them fails. */
  readonly answer: (events: ReadonlyArray<unknown>) => Promise<Told>
  readonly stop: () => Promise<void>
}

/** Starts it under these flags of Node. Its log lines are not looked at. */
export const startBundle = async (
  file: string,
  databaseUrl: string,
  execArgv: ReadonlyArray<string> = []
): Promise<Started> => {
  const child = fork(new URL("bundleProgram.ts", import.meta.url), [file], {
    execArgv: [...execArgv],
    env: { PATH: process.env["PATH"], DATABASE_URL: databaseUrl },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  const exit = once(child, "exit")
  const died = exit.then(([code, signal]) => {
    throw new Error(`the bundle's process ended: ${code ?? signal}`)
  })
  died.catch(() => {})
  await Promise.race([once(child, "message"), died])
  return {
    answer: async (events) => {
      const answered = once(child, "message")
      child.send(events)
      const [told]: ReadonlyArray<Told> = await Promise.race([answered, died])
      if (told === undefined) throw new Error("the bundle's process said nothing")
      return told
    },
    stop: async () => {
      child.disconnect()
      await exit
    }
  }
}

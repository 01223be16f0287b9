// @effect-diagnostics asyncFunction:off
/** A worker that holds the example's bundle, asked over IPC. */
import { fork } from "node:child_process"
import { once } from "node:events"

export interface Asked<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>
  readonly stop: () => void
}

/** Starts this file with the bundle as its argument; its log lines go nowhere. */
export const startAsked = async <Question extends object, Answer>(
  worker: string,
  bundle: string,
  databaseUrl: string,
  execArgv: ReadonlyArray<string> = []
): Promise<Asked<Question, Answer>> => {
  const child = fork(worker, [bundle], {
    execArgv: [...execArgv],
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  })
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`A worker ended with ${code}; its error is above.`)
  })
  died.catch(() => {})
  await Promise.race([once(child, "message"), died])
  return {
    ask: async (question) => {
      const answered = once(child, "message")
      child.send(question)
      const [answer]: ReadonlyArray<Answer> = await Promise.race([answered, died])
      if (answer === undefined) throw new Error("A worker said nothing.")
      return answer
    },
    stop: () => child.kill()
  }
}

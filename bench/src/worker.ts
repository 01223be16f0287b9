// @effect-diagnostics asyncFunction:off
/** A process of its own for one side: loads its bundle, then runs one operation for a while whenever it is asked. */
import { pathToFileURL } from "node:url"
import type { Answer, Question, Sample } from "./Side.ts"

type Handler = (event: unknown) => Promise<Answer>

const [, , file = ""] = process.argv
const loaded: { readonly handler: Handler } = await import(pathToFileURL(file).href)
const { handler } = loaded
const turns = new Map<string, number>()
const tell = (message: unknown) => process.send?.(message)

process.on("message", async (question: Question) => {
  if (question.kind === "answer") tell(await handler(question.event))
  else tell(await run(question))
})
// An orderly exit, so that a CPU profile is written.
process.once("disconnect", () => process.exit(0))
tell("ready")

/** Requests one after the other until the time is up; each starts when the one before it has been answered. */
async function run({ operation, events, millis }: Question & { readonly kind: "run" }): Promise<Sample> {
  let turn = turns.get(operation) ?? 0
  const latencies: Array<number> = []
  const cpu = process.cpuUsage()
  const started = performance.now()
  let before = started
  while (before - started < millis) {
    const result = await handler(events[turn++ % events.length])
    if (result.statusCode >= 300)
      throw new Error(`${operation} answered ${result.statusCode}: ${result.body}`)
    const now = performance.now()
    latencies.push(now - before)
    before = now
  }
  const { user, system } = process.cpuUsage(cpu)
  turns.set(operation, turn)
  return { millis: before - started, cpuMicros: user + system, latencies }
}

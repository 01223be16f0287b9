// @effect-diagnostics asyncFunction:off
/** The example's bundle in a process of its own: answers the events that it is given, and tells how long each took. */
import { pathToFileURL } from "node:url"

interface Answer {
  readonly statusCode: number
  readonly body?: string
}

const [, , file = ""] = process.argv
const { handler }: { readonly handler: (event: unknown) => Promise<Answer> } = await import(
  pathToFileURL(file).href
)
process.on("message", (events: ReadonlyArray<unknown>) => void run(events))
process.once("disconnect", () => process.exit(0))
process.send?.("ready")

async function run(events: ReadonlyArray<unknown>): Promise<void> {
  const micros: Array<number> = []
  for (const event of events) {
    const before = performance.now()
    const { statusCode, body } = await handler(event)
    micros.push((performance.now() - before) * 1000)
    if (statusCode >= 300) throw new Error(`answered ${statusCode}: ${body}`)
  }
  process.send?.(micros)
}

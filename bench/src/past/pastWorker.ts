// @effect-diagnostics asyncFunction:off
/** The handler's bundle in a process of its own: answers events, and tells how long each took and where the last one's next page is. */
import { pathToFileURL } from "node:url"

interface Answer {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What a worker says of its events. */
export interface Told {
  readonly micros: ReadonlyArray<number>
  /** The path and query of the page behind the last answer; empty where there is none. */
  readonly next: string
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
  let next = ""
  for (const event of events) {
    const before = performance.now()
    const { body, headers = {}, statusCode } = await handler(event)
    micros.push((performance.now() - before) * 1000)
    if (statusCode >= 300) throw new Error(`answered ${statusCode}: ${body}`)
    const link = Object.entries(headers).find(([name]) => name.toLowerCase() === "link")?.[1] ?? ""
    next = /<([^>]+)>; rel="next"/u.exec(link)?.[1] ?? ""
  }
  const told: Told = { micros, next }
  process.send?.(told)
}

// @effect-diagnostics asyncFunction:off
/** The example's bundle in a process of its own, asked by strangers and by honest clients in turn. */
import { Socket } from "node:net"
import { pathToFileURL } from "node:url"
import { type Kind, requests } from "@pgcrest/example-lambda/requests"
import { strangersRequest } from "@pgcrest/example-lambda/requests/strangers"
import type { GrowthOptions } from "./growthOptions.ts"
import { statementMessages } from "./statementMessages.ts"

/** Requests to send: so many of strangers, eight honest ones, and again. */
export interface Block extends Pick<GrowthOptions, "shapes" | "strangers" | "conditions"> {
  readonly from: number
  readonly count: number
}

/** What a block came to. */
export interface Told {
  /** Megabytes of the process after a collection. */
  readonly resident: number
  readonly heap: number
  /** Statements that the session keeps by now. */
  readonly prepared: number
  /** How many of the requests were honest. */
  readonly honest: number
  /** How often a statement was prepared meanwhile. */
  readonly parsed: { readonly honest: number; readonly strange: number }
}

const [, , file = ""] = process.argv
// A client that reads and writes does so more than once.
const kinds: ReadonlyArray<Kind> = ["get", "list", "create", "update", "get", "list", "create", "update"]
const sent = { honest: 0, strange: 0, closed: 0 }
let who: "honest" | "strange" = "honest"

const write = Reflect.get(Socket.prototype, "write")
Reflect.set(Socket.prototype, "write", function (this: Socket, ...given: ReadonlyArray<unknown>) {
  const [chunk] = given
  if (Buffer.isBuffer(chunk)) {
    const { parsed, closed } = statementMessages(chunk)
    sent[who] += parsed
    sent.closed += closed
  }
  return Reflect.apply(write, this, given)
})

interface Answer {
  readonly statusCode: number
  readonly body?: string
}
const { handler }: { readonly handler: (event: unknown) => Promise<Answer> } = await import(
  pathToFileURL(file).href
)
process.on("message", (block: Block) => void run(block))
process.once("disconnect", () => process.exit(0))
process.send?.("ready")

async function run(block: Block): Promise<void> {
  const before = { ...sent }
  let honest = 0
  for (let n = block.from; n < block.from + block.count; n++) {
    const event = eventOf(n, block)
    if (who === "honest") honest++
    const { statusCode, body } = await handler(event)
    if (statusCode >= 300) throw new Error(`request ${n} answered ${statusCode}: ${body}`)
  }
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const told: Told = {
    resident: rss / 1e6,
    heap: heapUsed / 1e6,
    prepared: sent.honest + sent.strange - sent.closed,
    honest,
    parsed: { honest: sent.honest - before.honest, strange: sent.strange - before.strange }
  }
  process.send?.(told)
}

function eventOf(n: number, { conditions, shapes, strangers }: Block): unknown {
  const cycle = strangers + kinds.length
  const turn = n % cycle
  const kind = kinds[turn - strangers]
  who = kind === undefined ? "strange" : "honest"
  if (kind !== undefined) return requests[kind](n)
  return strangersRequest((Math.floor(n / cycle) * strangers + turn) % shapes, conditions)
}

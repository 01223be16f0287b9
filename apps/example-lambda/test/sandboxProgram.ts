// @effect-diagnostics asyncFunction:off
/** The library's Lambda in a process of its own: events come over IPC, and what is worth telling of an answer goes back. */
import { Connection } from "pg"
import { handler } from "../src/main.ts"

export interface Told {
  readonly status: number
  readonly bytes: number
  readonly code: string | null
  /** The most memory that this process has had so far. */
  readonly megabytes: number
  /** How often anything has been prepared so far, with a name or without. */
  readonly parses: number
}

let parses = 0
const parse = Connection.prototype.parse
Connection.prototype.parse = function (...given) {
  parses++
  Reflect.apply(parse, this, given)
}

process.on("message", (event) => void answer(event))
process.send?.("ready")

async function answer(event: unknown): Promise<void> {
  const { statusCode, body = "" } = await handler(event)
  const told: Told = {
    status: statusCode,
    bytes: body.length,
    code: statusCode < 400 ? null : (/"code":"([\w-]+)","request_id"/.exec(body)?.[1] ?? null),
    megabytes: process.resourceUsage().maxRSS / 1024,
    parses
  }
  process.send?.(told)
}

// @effect-diagnostics asyncFunction:off
/** The bundle in a process of its own: `node bundleProgram.ts <main chunk>` answers the events that come over IPC, a list at a time. */
import { pathToFileURL } from "node:url"
import { Socket } from "node:net"
import { getHeapStatistics } from "node:v8"

/** What a list of events came to. */
export interface Told {
  readonly bodies: ReadonlyArray<string>
  /** Buffers given to sockets: each costs a step of the stream, and all but the first a part of a system call. */
  readonly buffers: number
  /** Bytes of JavaScript's heap in use before them, after a collection where Node lets us ask for one. */
  readonly kept: number
  /** Bytes that were allocated meanwhile; too few where the collector ran. */
  readonly allocated: number
}

interface Answer {
  readonly statusCode: number
  readonly body?: string
}

let buffers = 0
const write = Reflect.get(Socket.prototype, "write")
Reflect.set(Socket.prototype, "write", function (this: Socket, ...given: ReadonlyArray<unknown>) {
  buffers++
  return Reflect.apply(write, this, given)
})

const [, , file = ""] = process.argv
const { handler }: { readonly handler: (event: unknown) => Promise<Answer> } = await import(
  pathToFileURL(file).href
)
process.on("message", (events: ReadonlyArray<unknown>) => void answerAll(events))
process.once("disconnect", () => process.exit(0))
process.send?.("ready")

async function answerAll(events: ReadonlyArray<unknown>): Promise<void> {
  const answers: Array<Answer> = []
  globalThis.gc?.()
  const written = buffers
  const before = getHeapStatistics().used_heap_size
  for (const event of events) answers.push(await handler(event))
  const allocated = getHeapStatistics().used_heap_size - before
  const failed = answers.find(({ statusCode }) => statusCode >= 300)
  if (failed !== undefined) throw new Error(`answered ${failed.statusCode}: ${failed.body}`)
  const told: Told = {
    bodies: answers.map(({ body = "" }) => body),
    buffers: buffers - written,
    kept: before,
    allocated
  }
  process.send?.(told)
}

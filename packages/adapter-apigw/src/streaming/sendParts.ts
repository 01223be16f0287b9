// @effect-diagnostics asyncFunction:off globalTimers:off
/** The parts of a body into a stream, no faster than its reader takes them, and no longer than there is time. */
import type { EdgeFailure, Missing } from "@pgcrest/rest"
import type { Pending } from "../pending.ts"
import type { ResponseStream } from "./ResponseStream.ts"

/** A body: what goes out at once, what follows, and how long there is time for it. */
export interface Body {
  readonly first: string | Uint8Array
  readonly following: Pending | null
  /** Milliseconds until the last part must be out. */
  readonly millisLeft: () => number
}

/** Writes all parts, and gives what is missing behind the last; null where nothing is, or the reader has gone. */
export const sendParts = async (
  stream: ResponseStream,
  { first, following, millisLeft }: Body
): Promise<Missing | null> => {
  let flows = stream.write(first)
  let rest = following
  // A page takes about as long as those before it did: what would come too late is not begun.
  let slowest = pageMillis
  while (rest !== null) {
    if (!flows) await drained(stream, millisLeft() - lastMillis)
    if (stream.destroyed) return null
    const began = performance.now()
    const millis = millisLeft() - lastMillis
    const part = millis > slowest ? await rest.next({ millis, late }) : rest.cut(late())
    flows = part.text === "" || stream.write(part.text)
    if (part.missing !== null) return part.missing
    slowest = Math.max(slowest, performance.now() - began)
    rest = part.following
  }
  return null
}

// For the last part to go out, and what any page takes.
const lastMillis = 250
const pageMillis = 50

const late = (): EdgeFailure => ({
  _tag: "DeadlineExceeded",
  detail: "The time for this request is over, and the list goes on.",
  hint: "Go on at the address in next, or ask for less at a time."
})

/** Once the reader has taken what there is, has gone, or this many milliseconds are over. */
function drained(stream: ResponseStream, millis: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      for (const event of wakes) stream.off(event, end)
      resolve()
    }
    const timer = setTimeout(end, Math.max(0, millis))
    for (const event of wakes) stream.once(event, end)
  })
}

const wakes = ["drain", "close", "error"]

/** How much of an answer has arrived, while it arrives. */
import type { Connection } from "pg"
import type { TextQuery } from "./TextQuery.ts"

// Lambda lets six megabytes of JSON out, and JSON is hardly shorter than the cells it is made of.
const bytesAtMost = 8 * 1024 * 1024

/** A query without an answer so far, and the bytes of it that have arrived. */
export interface Waiting {
  readonly query: TextQuery
  bytes: number
}

/**
 * Counts what arrives before `pg` puts it together, so that neither many rows nor one row fill the memory: beyond the bound
 * the query is over, and the session gone, which ends the statement on the server. Of `waiting`, in the order of
 * their answers, what arrives is the first one's.
 */
export const weigh = ({ stream }: Connection, waiting: ReadonlyArray<Waiting>): void => {
  stream.prependListener("data", (chunk: Uint8Array) => {
    const [first] = waiting
    if (first === undefined) return
    first.bytes += chunk.length
    if (first.bytes <= bytesAtMost) return
    first.query.overflow({ code: "OVERSIZE", message: `an answer of more than ${bytesAtMost} bytes` })
    stream.destroy()
  })
}

/** An event's query: pairs in order, decoded exactly once. */
import type { EventSource } from "./EventSource.ts"
import { entries, type JsonRecord, text } from "./Json.ts"
import { escapedLength, percentDecode } from "./percent.ts"

type Pair = readonly [name: string, value: string]

interface EventQuery {
  /** Null if an escape was malformed. */
  readonly pairs: ReadonlyArray<Pair> | null
  /** Length of `?` and what follows it. */
  readonly bytes: number
}

/** The query of an event: from the raw string where there is one, because joined values cannot be told apart. */
export const eventQuery = (event: JsonRecord, source: EventSource): EventQuery => {
  if (source === "http2" || source === "url") {
    const raw = text(event.rawQueryString) ?? ""
    return { pairs: parse(raw), bytes: raw === "" ? 0 : 1 + Buffer.byteLength(raw) }
  }
  const pairs = entries(event.multiValueQueryStringParameters, event.queryStringParameters)
  return source === "alb"
    ? { pairs: decoded(pairs), bytes: length(pairs, Buffer.byteLength) }
    : { pairs: pairs.some(hasNul) ? null : pairs, bytes: length(pairs, escapedLength) }
}

const parse = (raw: string): ReadonlyArray<Pair> | null => {
  if (raw === "") return []
  const pieces = raw.split("&").filter((piece) => piece !== "")
  return decoded(pieces.map(split))
}

const split = (piece: string): Pair => {
  const at = piece.indexOf("=")
  return at < 0 ? [piece, ""] : [piece.slice(0, at), piece.slice(at + 1)]
}

const decoded = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Pair> | null => {
  const found: Array<Pair> = []
  for (const pair of pairs) {
    const name = formDecode(pair[0])
    const value = formDecode(pair[1])
    if (name === null || value === null) return null
    found.push([name, value])
  }
  return found
}

const formDecode = (part: string): string | null => percentDecode(part.replaceAll("+", " "))

const hasNul = ([name, value]: Pair): boolean => name.includes("\0") || value.includes("\0")

// Each pair has two marks: `?` or `&` before it, and `=` inside.
const length = (pairs: ReadonlyArray<Pair>, of: (part: string) => number): number =>
  pairs.reduce((sum, [name, value]) => sum + of(name) + of(value) + 2, 0)

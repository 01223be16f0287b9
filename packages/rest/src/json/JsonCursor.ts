/** A place in a JSON text: readers move it forward, and leave it where they had to stop. */
import type { InvalidJson } from "./Json.ts"

/** A reader answers undefined when it stopped, and then `refusal` says why; nothing here is shared between parses. */
export interface JsonCursor {
  readonly text: string
  at: number
  refusal: Refusal
}

export interface Refusal {
  readonly reason: InvalidJson["reason"]
  readonly problem: string
  readonly pointer?: string
}

/** Starts before the first character. */
export const makeCursor = (text: string): JsonCursor => ({
  text,
  at: 0,
  refusal: { reason: "empty", problem: "expected a JSON value, found nothing" }
})

/** Skips white space and answers the code unit it stands at, NaN at the end. */
export const nextCode = (cursor: JsonCursor): number => {
  const { text } = cursor
  let at = cursor.at
  let code = text.charCodeAt(at)
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at)
  cursor.at = at
  return code
}

/** Stops at a place where the grammar wants something else. */
export const expected = (cursor: JsonCursor, at: number, what: string): undefined =>
  refuse(cursor, at, { reason: "syntax", problem: `expected ${what}, found ${found(cursor.text, at)}` })

/** Stops for a reason of its own. */
export const refuse = (cursor: JsonCursor, at: number, refusal: Refusal): undefined => {
  cursor.at = at
  cursor.refusal = refusal
}

/** The failure of a cursor that stopped. */
export const invalidJson = ({ at, refusal, text }: JsonCursor): InvalidJson => {
  const before = text.slice(0, at)
  const line = before.split("\n").length
  const column = at - before.lastIndexOf("\n")
  const { problem, ...rest } = refusal
  return { _tag: "InvalidJson", ...rest, detail: `line ${line}, column ${column}: ${problem}` }
}

function found(text: string, at: number): string {
  const code = text.codePointAt(at)
  if (code === undefined) return "the end of the text"
  if (code > 0x20 && code < 0x7f) return `\`${String.fromCodePoint(code)}\``
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`
}

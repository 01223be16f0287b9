/** Strings of a JSON text (RFC 8259 §7); lone surrogates and NUL pass, because only validation can point at them. */
import { expected, type JsonCursor } from "./JsonCursor.ts"

const quote = 0x22
const backslash = 0x5c

/** Reads the string whose opening quote the cursor stands at. */
export const readJsonString = (cursor: JsonCursor): string | undefined => {
  const { text } = cursor
  const start = cursor.at + 1
  const end = plainEnd(text, start)
  if (text.charCodeAt(end) !== quote) return readEscaped(cursor, start, end)
  cursor.at = end + 1
  return text.slice(start, end)
}

/** Where the run of characters ends that stand for themselves. */
function plainEnd(text: string, start: number): number {
  let at = start
  let code = text.charCodeAt(at)
  // NaN, behind the end, is not >= 0x20 either.
  while (code >= 0x20 && code !== quote && code !== backslash) code = text.charCodeAt(++at)
  return at
}

function readEscaped(cursor: JsonCursor, start: number, firstEscape: number): string | undefined {
  const { text } = cursor
  let at = firstEscape
  let content = text.slice(start, at)
  while (text.charCodeAt(at) === backslash) {
    const character = readEscape(cursor, at + 1)
    if (character === undefined) return undefined
    const end = plainEnd(text, cursor.at)
    content += character + text.slice(cursor.at, end)
    at = end
  }
  if (text.charCodeAt(at) !== quote) return expected(cursor, at, stringGoesOn)
  cursor.at = at + 1
  return content
}

const stringGoesOn = "the rest of a string (a control character there must be written as an escape)"

function readEscape(cursor: JsonCursor, at: number): string | undefined {
  const letter = cursor.text.charAt(at)
  if (letter === "u") return readUnit(cursor, at + 1)
  const character = escapes.get(letter)
  if (character === undefined) return expected(cursor, at, 'one of " \\ / b f n r t u behind a backslash')
  cursor.at = at + 1
  return character
}

function readUnit(cursor: JsonCursor, start: number): string | undefined {
  let unit = 0
  for (let at = start; at < start + 4; at++) {
    const digit = hexDigit(cursor.text.charCodeAt(at))
    if (digit === -1) return expected(cursor, at, "four hexadecimal digits behind \\u")
    unit = unit * 16 + digit
  }
  cursor.at = start + 4
  return String.fromCharCode(unit)
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"]
])

/** Text without quotes in a list of conditions or values: a comma or a closing parenthesis ends it. */
import type { Cursor } from "./Cursor.ts"
import { closingQuote } from "./quotes.ts"

/** Takes text whose own parentheses are closed, commas inside of them with it; undefined where they are not. */
export const skipPlain = (cursor: Cursor): string | undefined => {
  const { text } = cursor
  let depth = 0
  let at = cursor.at
  for (; at < text.length; at++) {
    const character = text.charAt(at)
    if (depth === 0 && (character === "," || character === ")")) break
    if (character === "(") depth++
    else if (character === ")") depth--
  }
  return depth > 0 ? undefined : taken(cursor, at)
}

/** Takes what stands in brackets of any kind, as an array, a range or JSON does; undefined where they are not closed. */
export const skipBrackets = (cursor: Cursor): string | undefined => {
  const { text } = cursor
  const open: Array<string> = []
  for (let at = cursor.at; at < text.length; at++) {
    const character = text.charAt(at)
    if (/[{[(]/u.test(character)) open.push(character)
    // `[1,5)` is closed by another bracket than it is opened by, a brace never.
    else if (/[}\])]/u.test(character) && (open.pop() === "{") !== (character === "}")) return undefined
    else if (character === '"') at = closingQuote(text, at + 1)
    if (at < 0) return undefined
    if (open.length === 0) return taken(cursor, at + 1)
  }
  return undefined
}

function taken(cursor: Cursor, end: number): string {
  const start = cursor.at
  cursor.at = end
  return cursor.text.slice(start, end)
}

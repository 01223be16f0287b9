/** Records' JSON parted into the texts of their members' values, in order. */
import { closing, colon, comma, opening, quote, skipBlanks, stringEnd, valueEnd } from "./valueEnd.ts"

/** Of each of the objects that are joined by commas. */
export const memberTexts = (joined: string): ReadonlyArray<ReadonlyArray<string>> => {
  const objects: Array<ReadonlyArray<string>> = []
  let at = joined.indexOf("{")
  while (at !== -1 && at < joined.length) {
    const values: Array<string> = []
    at = readObject(joined, at, values)
    objects.push(values)
    at = joined.indexOf("{", at)
  }
  return objects
}

/** Puts the values of the object that begins here behind the others, and tells where it ends. */
function readObject(text: string, start: number, values: Array<string>): number {
  let at = skipBlanks(text, start + (text.charCodeAt(start) === opening ? 1 : 0))
  while (at < text.length && text.charCodeAt(at) !== closing) {
    if (text.charCodeAt(at) === quote) at = skipBlanks(text, stringEnd(text, at))
    if (text.charCodeAt(at) === colon) at = skipBlanks(text, at + 1)
    const end = valueEnd(text, at)
    values.push(text.slice(at, end))
    at = skipBlanks(text, end)
    if (text.charCodeAt(at) === comma) at = skipBlanks(text, at + 1)
  }
  return at + 1
}

/** Lists in parentheses: `(1,"x,y",z"q)`. */
import { type Cursor, refuse, skipBlanks, takeMark } from "./Cursor.ts"
import { closingQuote, unescaped } from "./quotes.ts"
import { skipPlain } from "./skipText.ts"

/** The elements of the list that begins here, which may be none. */
export const readList = (cursor: Cursor): ReadonlyArray<string> | undefined => {
  skipBlanks(cursor)
  if (!takeMark(cursor, "(")) return noList(cursor)
  const elements = takeMark(cursor, ")") ? [] : readElements(cursor)
  skipBlanks(cursor)
  return elements
}

/** Stops where there is no such list. */
export const noList = (cursor: Cursor): undefined =>
  refuse(cursor, "syntax", 'must be a list in parentheses, such as in.(1,2,"a,b")')

function readElements(cursor: Cursor): ReadonlyArray<string> | undefined {
  const elements: Array<string> = []
  // Where one quote does not close, no later one does: without knowing it, each would be looked at to the end.
  let quotes = true
  do {
    const quoted = quotes ? readQuoted(cursor) : null
    if (quoted === undefined) quotes = false
    const element = quoted ?? skipPlain(cursor)
    if (element === undefined) return noList(cursor)
    elements.push(element)
  } while (takeMark(cursor, ","))
  return takeMark(cursor, ")") ? elements : noList(cursor)
}

/** Up to a quote at which an element can end, as clients put elements in quotes that hold some; undefined where they do not close. */
function readQuoted(cursor: Cursor): string | null | undefined {
  const { at, text } = cursor
  if (text.charAt(at) !== '"') return null
  let end = closingQuote(text, at + 1)
  while (end >= 0 && !/[,)]/u.test(text.charAt(end + 1))) end = closingQuote(text, end + 1)
  if (end < 0) return undefined
  cursor.at = end + 1
  return unescaped(text.slice(at + 1, end))
}

/** PostgreSQL's text of records that stand one behind the other, `(a,"b c",)(d,,)`, as rows of cells. */
import type { TextRow } from "../client/TextQuery.ts"

/** The cells of each record, as its columns' types write them; null for what stands between two commas. */
export const readRecords = (text: string): ReadonlyArray<TextRow> => {
  const rows: Array<TextRow> = []
  let at = 0
  while (at < text.length) {
    const cells: Array<string | null> = []
    // Behind the bracket, and then behind each comma.
    do {
      at++
      const end = text.charCodeAt(at) === quote ? quotedEnd(text, at + 1) : wordEnd(text, at)
      cells.push(cellOf(text, at, end))
      at = end
    } while (text.charCodeAt(at) === comma)
    rows.push(cells)
    at++
  }
  return rows
}

/** A place in such a text: in front of a record's bracket, or of the comma between two of its cells. */
export interface RecordCursor {
  readonly text: string
  at: number
}

/** The next cell, of which is known whether it is its record's last: its end is found without a look at each character. */
export const nextCell = (cursor: RecordCursor, isLast: boolean): string | null => {
  const { text } = cursor
  const start = cursor.at + 1
  const end =
    text.charCodeAt(start) === quote ? quotedEnd(text, start + 1) : text.indexOf(isLast ? ")" : ",", start)
  // Behind the last one the closing bracket.
  cursor.at = isLast ? end + 1 : end
  return cellOf(text, start, end)
}

const [quote, comma, closing] = [0x22, 0x2c, 0x29]

function cellOf(text: string, start: number, end: number): string | null {
  if (start === end) return null
  if (text.charCodeAt(start) !== quote) return text.slice(start, end)
  const inside = text.slice(start + 1, end - 1)
  return inside.includes('"') || inside.includes("\\") ? inside.replaceAll(/(["\\])\1/gu, "$1") : inside
}

/** Behind the closing quote: inside, quotes and backslashes stand twice. */
function quotedEnd(text: string, start: number): number {
  let at = text.indexOf('"', start)
  while (text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at + 1
}

function wordEnd(text: string, start: number): number {
  let at = start
  for (let code = text.charCodeAt(at); code !== comma && code !== closing; code = text.charCodeAt(at)) at++
  return at
}

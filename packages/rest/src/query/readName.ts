/** Names of fields, relations and aliases: words, or anything in quotes. */
import { unstorable } from "@pgcrest/core"
import { type Cursor, skipBlanks, take } from "./Cursor.ts"
import { closingQuote } from "./quotes.ts"

/** A name, blanks around it left out: `author_uid`, `author-uid`, `"a.b"`, `"it""s"` or `"it\"s"`; undefined for none. */
export const readName = (cursor: Cursor): string | undefined => {
  skipBlanks(cursor)
  const name = isQuoted(cursor) ? readQuotedName(cursor) : plainName(cursor)
  skipBlanks(cursor)
  return name
}

/** Whether what stands here is in quotes: then it is a name and no word of the grammar. */
export const isQuoted = ({ at, text }: Cursor): boolean => text.charAt(at) === '"'

/** A name in quotes, of which two in a row stand for one as well; undefined where they do not close. */
export const readQuotedName = (cursor: Cursor): string | undefined => {
  const { at, text } = cursor
  let end = closingQuote(text, at + 1)
  while (end >= 0 && text.charAt(end + 1) === '"') end = closingQuote(text, end + 2)
  if (end < 0) return undefined
  cursor.at = end + 1
  return storable(text.slice(at + 1, end).replace(/\\([^])|""/gu, (_, character = '"') => `${character}`))
}

/** What no database could hold is no name, also where a client makes it up. */
export const storable = (name: string): string | undefined => (unstorable(name) === null ? name : undefined)

const word = /[A-Za-z0-9_]+(?=[.,:!()]|->|$)/y
// A dash belongs to a name, and an arrow leads on from it.
const plain = /(?:[\p{L}\p{M}\p{N}_ $]|-(?!>))+/uy

/** Nearly all are a word, which is found in a fraction of the time. */
function plainName(cursor: Cursor): string | undefined {
  const name = take(cursor, word) ?? take(cursor, plain)?.trim()
  return name === "" ? undefined : name
}

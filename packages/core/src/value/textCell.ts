/** Columns of text: how much they hold, and what of it means something. */
import * as Result from "effect/Result"
import { unstorable, utf8Length } from "./text.ts"

type Parsed = Result.Result<string, string>

// A key of the table's index, and of the audit trail's beside a resource's name: PostgreSQL's end at some 2,700 bytes.
const longestUid = 512

/** Text that PostgreSQL can store. */
export const storable = (text: string): Parsed => {
  const fault = unstorable(text)
  return fault === null ? Result.succeed(text) : Result.fail(fault)
}

/** At most so many characters of it, where the column has a length. */
export const bounded = (text: string, length: number | undefined): Parsed =>
  length !== undefined && isLonger(text, length)
    ? Result.fail(`must have at most ${length} characters`)
    : storable(text)

/** Text of `char(length)`: blanks at its end are those that PostgreSQL fills up with. */
export const unpadded = (text: string, length: number): Parsed => bounded(withoutBlanks(text), length)

/** The text of `char(length)` as LIKE sees it: filled up with blanks. */
export const padded = (text: string, length: number): string =>
  text + " ".repeat(Math.max(0, length - [...text].length))

/** A label of an enum. */
export const oneOf = (value: unknown, labels: ReadonlyArray<string>): Parsed =>
  typeof value === "string" && labels.includes(value)
    ? Result.succeed(value)
    : Result.fail(`must be one of ${labels.join(", ")}`)

/** Text that can be a uid, or a reference to one: bounded in its bytes. */
export const uidText = (text: string): Parsed =>
  text.length > longestUid || utf8Length(text) > longestUid
    ? Result.fail(`must take at most ${longestUid} bytes`)
    : storable(text)

/** A uuid in lower case. */
export const parseUuid = (text: string): Parsed =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text)
    ? Result.succeed(text.toLowerCase())
    : Result.fail("must be a uuid")

/** Counted only where the number of UTF-16 units leaves it open. */
function isLonger(text: string, length: number): boolean {
  if (text.length <= length || text.length > 2 * length) return text.length > length
  return [...text].length > length
}

// By hand: / +$/ looks at each run of blanks from each of its blanks.
function withoutBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end--
  return text.slice(0, end)
}

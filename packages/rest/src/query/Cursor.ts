/** A place in a text of the query grammar: readers move it forward, and answer undefined where they had to stop. */
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"

/** When a reader answered undefined, `refusal` says why; nothing here is shared between texts. */
export interface Cursor {
  /** The parameter whose text it is, as a failure names it. */
  readonly parameter: string
  readonly text: string
  readonly limits: Limits
  at: number
  refusal: Refusal | null
}

/** The rule that a text breaks. */
export interface Refusal {
  readonly code: string
  readonly detail: string
}

/** Starts before the first character. */
export const makeCursor = (parameter: string, text: string, limits: Limits): Cursor => ({
  parameter,
  text,
  limits,
  at: 0,
  refusal: null
})

/** Takes what a sticky pattern matches here; null where it does not, and then the cursor stays. */
export const take = (cursor: Cursor, pattern: RegExp): string | null => {
  const { at, text } = cursor
  pattern.lastIndex = at
  if (!pattern.test(text)) return null
  cursor.at = pattern.lastIndex
  return text.slice(at, cursor.at)
}

/** Takes these characters; whether they stand here. */
export const takeMark = (cursor: Cursor, mark: string): boolean => {
  const stands = cursor.text.startsWith(mark, cursor.at)
  if (stands) cursor.at += mark.length
  return stands
}

export const skipBlanks = (cursor: Cursor): void => {
  const { text } = cursor
  let code = text.charCodeAt(cursor.at)
  while (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) code = text.charCodeAt(++cursor.at)
}

export const isAtEnd = ({ at, text }: Cursor): boolean => at >= text.length

/** Stops. */
export const refuse = (cursor: Cursor, code: string, detail: string): undefined => {
  cursor.refusal = { code, detail }
}

/** Stops at a part that has not the form it should have, unless there was a reason before; echoes at most 40 characters of it. */
export const refusePart = (cursor: Cursor, start: number, form: string): undefined => {
  if (cursor.refusal !== null) return undefined
  const [part = ""] = /^[^,]{0,40}/u.exec(cursor.text.slice(start, start + 80)) ?? []
  return refuse(cursor, "syntax", `holds "${part}", which is not of the form ${form}`)
}

/** What a reader made of a text, or the failure of the cursor that it stopped. */
export const readingOf = <A>(cursor: Cursor, read: A | undefined): Result.Result<A, RequestFailure> => {
  if (read !== undefined) return Result.succeed(read)
  const { code, detail } = cursor.refusal ?? { code: "syntax", detail: "cannot be read" }
  return Result.fail(queryInvalid(cursor.parameter, code, detail))
}

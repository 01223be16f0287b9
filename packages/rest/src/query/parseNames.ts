/** Names parted by commas, as PostgREST's `columns` and `on_conflict` list them: `title,"odd name"`. */
import type * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { type Cursor, isAtEnd, makeCursor, readingOf, refuse, refusePart, takeMark } from "./Cursor.ts"
import type { Written } from "./Parameter.ts"
import { readName } from "./readName.ts"

/** The names in order, one at least. */
export const parseNames = (
  { parameter, text }: Written,
  limits: Limits
): Result.Result<ReadonlyArray<string>, RequestFailure> => {
  const cursor = makeCursor(parameter, text, limits)
  return readingOf(cursor, readNames(cursor))
}

function readNames(cursor: Cursor): ReadonlyArray<string> | undefined {
  const { terms } = cursor.limits
  const names: Array<string> = []
  do {
    const start = cursor.at
    const name = readName(cursor)
    if (name === undefined) return refusePart(cursor, start, "field,field")
    if (names.push(name) > terms) return refuse(cursor, "too-many", `names more than ${terms} fields`)
  } while (takeMark(cursor, ","))
  return isAtEnd(cursor) ? names : refusePart(cursor, cursor.at, "field,field")
}

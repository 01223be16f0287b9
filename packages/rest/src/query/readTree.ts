/** Conditions joined by `and` and `or`: `(price.lt.20,not.or(a.eq.1,b.gt.2))`. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, refuse, refusePart, skipBlanks, take, takeMark } from "./Cursor.ts"
import { readCondition } from "./readCondition.ts"
import { readField } from "./readField.ts"

/** How conditions are joined, and how many trees they stand in. */
export interface Joined {
  readonly _tag: "And" | "Or"
  readonly not: boolean
  readonly depth: number
}

/** The list behind `and` or `or`: no conditions at all have no meaning. */
export const readTree = (
  cursor: Cursor,
  { _tag, depth, not }: Joined
): QuerySyntax.TreeSyntax | undefined => {
  const { filterDepth } = cursor.limits
  if (depth > filterDepth) return refuse(cursor, "too-deep", `nests deeper than ${filterDepth} levels`)
  skipBlanks(cursor)
  if (take(cursor, opening) === null) return noTree(cursor)
  const parts: Array<QuerySyntax.FilterSyntax> = []
  do {
    const part = readMember(cursor, depth)
    if (part === undefined) return undefined
    parts.push(part)
    skipBlanks(cursor)
  } while (takeMark(cursor, ","))
  if (!takeMark(cursor, ")")) return noTree(cursor)
  skipBlanks(cursor)
  return { _tag, parts, not }
}

/** Stops where there is no such list. */
export const noTree = (cursor: Cursor): undefined =>
  refuse(cursor, "syntax", "must be a list in parentheses, such as (a.eq.1,b.gt.2)")

const opening = /\((?!\s*\))/y
const connective = /(?:and|or)(?=[ \t]*\()/y

function readMember(cursor: Cursor, depth: number): QuerySyntax.FilterSyntax | undefined {
  skipBlanks(cursor)
  const start = cursor.at
  // `not.a.eq.1` and `a.not.eq.1` say the same.
  const not = takeMark(cursor, "not.")
  const word = take(cursor, connective)
  if (word !== null) return readTree(cursor, { _tag: word === "and" ? "And" : "Or", not, depth: depth + 1 })
  const field = readField(cursor)
  if (field === undefined || !takeMark(cursor, ".")) return refusePart(cursor, start, "field.operator.value")
  const condition = readCondition(cursor, { field, inTree: true })
  return condition !== undefined && not ? { ...condition, not: !condition.not } : condition
}

/** The word before an operand, and what may stand in parentheses behind it: `eq`, `like(any)`, `fts(german)`. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, take } from "./Cursor.ts"

export type Operation = Pick<QuerySyntax.ConditionSyntax, "operator" | "modifier">

/** Takes the words and the dot behind them, whether there is such an operator or not; null for none, and then nothing is taken. */
export const readOperation = (cursor: Cursor): Operation => {
  const words = take(cursor, behindWords)
  if (words === null) return { operator: null, modifier: null }
  const [operator = "", modifier] = words.slice(0, -1).split("(")
  return { operator, modifier: modifier?.slice(0, -1) ?? null }
}

const behindWords = /[^.,()]*(?:\([^(),]+\))?\./uy

/** Whether it compares with any or all of several. */
export const isQuantified = ({ modifier, operator }: Operation): boolean =>
  (modifier === "any" || modifier === "all") && quantifiable.has(operator)

const quantifiable: ReadonlySet<string | null> = new Set(
  "eq gt gte lt lte like ilike match imatch".split(" ")
)

/** Whether its operand is a pattern with wildcards. */
export const isLike = ({ operator }: Operation): boolean => operator === "like" || operator === "ilike"

/** Whether its operand is a regular expression. */
export const isMatch = ({ operator }: Operation): boolean => operator === "match" || operator === "imatch"

/** Whether its operand is prose or a pattern, in which brackets are but characters. */
export const isProse = (operation: Operation): boolean =>
  !isQuantified(operation) && (isLike(operation) || isMatch(operation) || searches.has(operation.operator))

const searches: ReadonlySet<string | null> = new Set(["fts", "plfts", "phfts", "wfts"])

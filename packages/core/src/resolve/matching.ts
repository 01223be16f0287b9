/** Patterns: of SQL's LIKE for every text, regular expressions for fields that are declared for them. */
import * as Result from "effect/Result"
import type { Matching } from "../query/Predicate.ts"
import type { QueryFault } from "../query/QueryFault.ts"
import { isInside, type Term } from "../query/Term.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import { parseRegex } from "../value/parseRegex.ts"
import { renderRegex } from "../value/renderRegex.ts"
import { isLikePattern } from "../value/text.ts"
import type { Meaning } from "./located.ts"
import { conditionOf, faultOf, invalid, type Reader, unfit } from "./operand.ts"

/** A text that a pattern describes, or one of a list, or all. */
export const matching =
  (operator: Matching): Reader =>
  (column, asked) => {
    const { read, tag } = grammars[operator]
    const insensitive = operator === "ilike" || operator === "imatch"
    const fault = unfitFor(tag, column, operator)
    if (fault !== null) return Result.fail(fault)
    return conditionOf(
      {
        column,
        operator,
        read: (text) => read(column, text),
        on: (pattern) => ({ _tag: tag, column, pattern: String(pattern), insensitive })
      },
      asked
    )
  }

type Grammar = (column: Term, text: string) => Meaning<string>

const like: Grammar = (column, text) =>
  isLikePattern(text) ? Result.succeed(text) : invalid(column, text, "must not end in a lone backslash")

/** In one spelling, which means the same to every store. */
const regex: Grammar = (column, text) =>
  Result.mapBoth(parseRegex(text), {
    onSuccess: renderRegex,
    onFailure: (rule) => faultOf(column, text, `${rule}, as a regular expression`)
  })

const grammars = {
  like: { tag: "Like", read: like },
  ilike: { tag: "Like", read: like },
  match: { tag: "Match", read: regex },
  imatch: { tag: "Match", read: regex }
} as const satisfies Readonly<Record<Matching, unknown>>

const texts: ReadonlySet<ColumnType["kind"]> = new Set(["text", "char", "citext"])

function unfitFor(tag: "Like" | "Match", column: Term, operator: Matching): QueryFault | null {
  const { type } = column
  switch (tag) {
    // PostgreSQL has no like for an enum type of its own, and columns are never cast.
    case "Like":
      return texts.has(type.kind) || (type.kind === "enum" && type.type === null)
        ? null
        : unfit(column, operator)
    case "Match":
      if (type.kind !== "text") return unfit(column, operator)
      return !isInside(column) && column.matchable
        ? null
        : { _tag: "MatchUndeclared", field: column.name, operator }
  }
}

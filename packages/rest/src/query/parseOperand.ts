/** What stands behind an operator: a text, a list in parentheses, or a pattern; each bounded. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Limits } from "../RestOptions.ts"
import { splitList, unquote } from "./splitList.ts"

/** The rule that an operand breaks. */
interface InvalidOperand {
  readonly code: string
  readonly detail: string
}

type Parsed = Result.Result<QuerySyntax.OperandSyntax, InvalidOperand>

/** By its operator, whether there is such a one or not; `quoted` where it may stand in quotes. */
export const parseOperand = (
  operator: string | null,
  text: string,
  quoted: boolean,
  limits: Limits
): Parsed => {
  if (operator === "in") return parseItems(text, limits)
  const operand = quoted ? unquote(text) : text
  return operator === "like" || operator === "ilike"
    ? parsePattern(operand, limits)
    : Result.succeed({ _tag: "Text", text: operand })
}

function parseItems(text: string, { inList }: Limits): Parsed {
  const items = splitList(text)
  if (items === null) return invalid("syntax", 'must be a list in parentheses, such as in.(1,2,"a,b")')
  return items.length > inList
    ? invalid("too-many", `lists more than ${inList} values`)
    : Result.succeed({ _tag: "List", texts: items.map(unquote) })
}

function parsePattern(operand: string, { patternLength, wildcards }: Limits): Parsed {
  const pattern = patternOf(operand)
  if (pattern.length > patternLength)
    return invalid("too-long", `is a pattern of more than ${patternLength} characters`)
  return wildcardsIn(pattern) > wildcards
    ? invalid("too-many", `is a pattern with more than ${wildcards} wildcards`)
    : Result.succeed({ _tag: "Pattern", pattern })
}

// A backslash takes what follows literally, also a wildcard.
const wildcardRuns = /\\[^]|%+/gu

/** `*` is written for `%`, which would have to be escaped in a URL; several in a row match what one does. */
function patternOf(operand: string): string {
  return operand.replaceAll("*", "%").replace(wildcardRuns, (run) => (run.startsWith("%") ? "%" : run))
}

function wildcardsIn(pattern: string): number {
  return [...pattern.matchAll(wildcardRuns)].filter(([run]) => run === "%").length
}

function invalid(code: string, detail: string): Parsed {
  return Result.fail({ code, detail })
}

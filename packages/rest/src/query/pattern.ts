/** Patterns: how they are written, and how long and wild they may be, as the database's work is text times pattern. */
import type { Limits } from "../RestOptions.ts"
import type { Refusal } from "./Cursor.ts"

// A backslash takes what follows literally, also a wildcard.
const wildcardRuns = /\\[^]|%+/gu

/** `*` is written for `%`, which would have to be escaped in a URL; several in a row match what one does. */
export const patternOf = (operand: string): string =>
  operand.replaceAll("*", "%").replace(wildcardRuns, (run) => (run.startsWith("%") ? "%" : run))

/** Of a regular expression; null where it is short enough. */
export const lengthFault = ({ length }: string, { patternLength }: Limits): Refusal | null =>
  length > patternLength
    ? { code: "too-long", detail: `is a pattern of more than ${patternLength} characters` }
    : null

/** Of a pattern with wildcards; null where it is short enough and has few of them. */
export const patternFault = (pattern: string, limits: Limits): Refusal | null =>
  lengthFault(pattern, limits) ??
  (wildcardsIn(pattern) > limits.wildcards
    ? { code: "too-many", detail: `is a pattern with more than ${limits.wildcards} wildcards` }
    : null)

function wildcardsIn(pattern: string): number {
  return [...pattern.matchAll(wildcardRuns)].filter(([run]) => run === "%").length
}

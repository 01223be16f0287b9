/** The Prefer header (RFC 7240): what a client would like, if it can be had. */
import type { Query } from "@pgcrest/core"
import { listElements, parsePair, splitParameters } from "./fieldValue.ts"

/** Preferences that we know; `unknown` has all others as they were sent, which `handling=strict` refuses. */
export interface Preferences {
  readonly return?: "minimal" | "representation"
  readonly handling?: "strict" | "lenient"
  readonly count?: Query.Count
  readonly unknown: ReadonlyArray<string>
}

/** Reads the lines of a Prefer header; the first preference of a name counts (§2), parameters are left aside. */
export const parsePrefer = (lines: ReadonlyArray<string>): Preferences => {
  if (lines.length === 0) return none
  const known: Known = {}
  const unknown: Array<string> = []
  const names = new Set<string>()
  for (const element of listElements(lines)) {
    const [preference] = splitParameters(element)
    const [name, value] = parsePair(preference) ?? [element, ""]
    if (names.has(name)) continue
    names.add(name)
    if (!apply(known, name, value)) unknown.push(value === "" ? name : `${name}=${value}`)
  }
  return { ...known, unknown }
}

const none: Preferences = { unknown: [] }

type Known = { -readonly [Name in "return" | "handling" | "count"]?: NonNullable<Preferences[Name]> }

function apply(known: Known, name: string, value: string): boolean {
  if (name === "return" && (value === "minimal" || value === "representation")) known.return = value
  else if (name === "handling" && (value === "strict" || value === "lenient")) known.handling = value
  else if (name === "count" && isCount(value)) known.count = value
  else return false
  return true
}

function isCount(value: string): value is Query.Count {
  return value === "exact" || value === "planned" || value === "estimated" || value === "capped"
}

/** The Prefer header (RFC 7240): what a client would like, if it can be had. */
import type { Query } from "@pgcrest/core"
import { listElements, parsePair, splitParameters } from "./fieldValue.ts"

/** Preferences that we know; `unknown` has all others as they were sent, which `handling=strict` refuses. */
export interface Preferences {
  readonly return?: "minimal" | "headers-only" | "representation"
  readonly handling?: "strict" | "lenient"
  readonly count?: Query.Count
  /** What becomes of rows whose record is there already. */
  readonly resolution?: "merge-duplicates" | "ignore-duplicates"
  /** What a row holds of a field that it does not name. */
  readonly missing?: "default"
  /** Whether a write stays, or is answered and undone. */
  readonly tx?: "commit" | "rollback"
  /** That a list goes on to its end, where its body can be sent while it is made. */
  readonly pages?: "all"
  /** How many records a write by filter may be of. */
  readonly maxAffected?: number
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

type Known = { -readonly [Name in Exclude<keyof Preferences, "unknown">]?: NonNullable<Preferences[Name]> }

function apply(known: Known, name: string, value: string): boolean {
  if (name === "max-affected" && /^\d{1,15}$/u.test(value)) known.maxAffected = Number(value)
  else return applyWord(known, name, value)
  return true
}

function applyWord(known: Known, name: string, value: string): boolean {
  if (name === "return" && isOneOf(returns, value)) known.return = value
  else if (name === "handling" && isOneOf(handlings, value)) known.handling = value
  else if (name === "count" && isOneOf(counts, value)) known.count = value
  else if (name === "resolution" && isOneOf(resolutions, value)) known.resolution = value
  else if (name === "missing" && value === "default") known.missing = value
  else if (name === "tx" && isOneOf(endings, value)) known.tx = value
  else if (name === "pages" && value === "all") known.pages = value
  else return false
  return true
}

const returns = ["minimal", "headers-only", "representation"] as const
const handlings = ["strict", "lenient"] as const
const counts = ["exact", "planned", "estimated", "capped"] as const
const resolutions = ["merge-duplicates", "ignore-duplicates"] as const
const endings = ["commit", "rollback"] as const

function isOneOf<const A extends string>(words: ReadonlyArray<A>, value: string): value is A {
  return words.some((word) => word === value)
}

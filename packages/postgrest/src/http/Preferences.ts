/** The Prefer header (RFC 7240), with the preferences that PostgREST knows. */
import { listElements, parsePair, splitParameters } from "@pgcrest/rest"

/** Those that are known; `unknown` has all others as they were sent, which `handling=strict` refuses. */
export interface Preferences {
  /** What becomes of a row whose key is taken. */
  readonly resolution?: "merge-duplicates" | "ignore-duplicates"
  /** What a row holds in a column that it does not name: its default, or null. */
  readonly missing?: "default" | "null"
  readonly return?: "minimal" | "headers-only" | "representation"
  readonly count?: "exact" | "planned" | "estimated"
  /** Whether a write stays, or is answered and undone. */
  readonly tx?: "commit" | "rollback"
  readonly handling?: "strict" | "lenient"
  /** Instants are told in UTC, and in no other zone. */
  readonly timezone?: "UTC"
  /** How many rows a write may be of. */
  readonly maxAffected?: number
  readonly unknown: ReadonlyArray<string>
}

/** Reads the lines of a Prefer header; the first preference of a name counts (§2), parameters are left aside. */
export const parsePreferences = (lines: ReadonlyArray<string>): Preferences => {
  const known: Known = {}
  const unknown: Array<string> = []
  const names = new Set<string>()
  for (const element of listElements(lines)) {
    const [preference] = splitParameters(element)
    const [name, value] = parsePair(preference) ?? [element, ""]
    if (names.has(name)) continue
    names.add(name)
    if (!apply(known, name, value)) unknown.push(preference)
  }
  return { ...known, unknown }
}

type Name = Exclude<keyof Preferences, "unknown">
type Known = { -readonly [N in Name]?: NonNullable<Preferences[N]> }

function apply(known: Known, name: string, value: string): boolean {
  if (name === "max-affected" && /^\d{1,15}$/u.test(value)) known.maxAffected = Number(value)
  else if (name === "timezone" && value === "UTC") known.timezone = value
  else return applyWord(known, name, value)
  return true
}

function applyWord(known: Known, name: string, value: string): boolean {
  if (name === "resolution" && isOneOf(resolutions, value)) known.resolution = value
  else if (name === "missing" && isOneOf(missings, value)) known.missing = value
  else if (name === "return" && isOneOf(returns, value)) known.return = value
  else if (name === "count" && isOneOf(counts, value)) known.count = value
  else if (name === "tx" && isOneOf(endings, value)) known.tx = value
  else if (name === "handling" && isOneOf(handlings, value)) known.handling = value
  else return false
  return true
}

const resolutions = ["merge-duplicates", "ignore-duplicates"] as const
const missings = ["default", "null"] as const
const returns = ["minimal", "headers-only", "representation"] as const
const counts = ["exact", "planned", "estimated"] as const
const endings = ["commit", "rollback"] as const
const handlings = ["strict", "lenient"] as const

function isOneOf<const A extends string>(words: ReadonlyArray<A>, value: string): value is A {
  return words.some((word) => word === value)
}

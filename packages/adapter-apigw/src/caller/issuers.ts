/** Whose tokens name callers, and what stands before their subjects: two issuers' equal subjects are two callers. */
import { InvalidDeclaration } from "@pgcrest/core"

/**
 * Issuers (`iss`) by the name that stands before their subjects: `{ "": "https://a.example", partner: "https://b.example" }`
 * makes `sub` of the one and `partner:<sub>` of the other. What another issuer says counts for nothing.
 */
export type IssuerNames = Readonly<Record<string, string>>

export interface Issuers {
  /** The name of an issuer: "" of the one whose subjects stand alone; undefined for a stranger. */
  readonly nameOf: (issuer: string) => string | undefined
  /** What no subject may begin with, before a colon, but by being given to it. */
  readonly reserved: ReadonlySet<string>
}

/** Null where none are named: whatever a gateway lets in counts. Throws InvalidDeclaration for names that could be mistaken. */
export const issuersOf = (names: IssuerNames | undefined): Issuers | null => {
  if (names === undefined) return null
  const named = Object.entries(names)
  const faults = named.flatMap(([name, issuer]) => faultsOf(name, issuer, names))
  if (named.length === 0) faults.push("The option issuers names none: leave it out, or name one")
  if (faults.length > 0) throw new InvalidDeclaration(...faults)
  const byIssuer = new Map(named.map(([name, issuer]) => [issuer, name]))
  return {
    nameOf: (issuer) => byIssuer.get(issuer),
    reserved: new Set([...taken, ...Object.keys(names)].filter((name) => name !== ""))
  }
}

// Of machines, roles and guests.
const taken = ["client", "iam", "guest"]

/** Whether a subject looks as if it were of somebody else, whoever lets users choose a name. */
export const isReserved = (subject: string, issuers: Issuers | null): boolean => {
  const colon = subject.indexOf(":")
  return colon < 0 ? subject === "anonymous" : (issuers?.reserved ?? alone).has(subject.slice(0, colon))
}

const alone: ReadonlySet<string> = new Set(taken)

// Letters and digits alone: an identity pool's ids begin with a region, which has hyphens.
function faultsOf(name: string, issuer: string, names: IssuerNames): Array<string> {
  const isGood = name === "" || (/^[a-z][a-z0-9]*$/u.test(name) && !taken.includes(name))
  return [
    ...(isGood
      ? []
      : [
          `The option issuers: a name is "", or letters and digits, and none of ${taken.join(", ")}: "${name}" is none`
        ]),
    ...(/^https?:\/\/\S+$/u.test(issuer)
      ? []
      : [`The option issuers: "${name}" must be an issuer's iss, a URL, and is "${issuer}"`]),
    ...(Object.values(names).filter((other) => other === issuer).length > 1
      ? [`The option issuers: "${issuer}" has two names`]
      : [])
  ]
}

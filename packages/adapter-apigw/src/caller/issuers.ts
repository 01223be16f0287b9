/** Whose tokens name callers, and what stands before all that they name: two issuers' equal subjects are two callers, and their groups two groups. */
import { InvalidDeclaration, Subject } from "@pgcrest/core"

/**
 * Issuers (`iss`) by the name that stands before their subjects, groups, scopes, clients and tenants:
 * `{ "": "https://a.example", partner: "https://b.example" }` makes `sub` of the one and `partner:<sub>` of the other. What
 * another issuer says counts for nothing.
 */
export type IssuerNames = Readonly<Record<string, string>>

export interface Issuers {
  /** The name of an issuer: "" of the one whose names stand alone; undefined for a stranger. */
  readonly nameOf: (issuer: string) => string | undefined
  /** The names but "": nothing that an issuer names begins with that of another. */
  readonly names: ReadonlySet<string>
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
    names: new Set(Object.keys(names).filter((name) => name !== ""))
  }
}

/** Whether a name looks as if another issuer had given it. */
export const isForeign = (name: string, issuers: Issuers | null): boolean => {
  const colon = name.indexOf(":")
  return issuers !== null && colon >= 0 && issuers.names.has(name.slice(0, colon))
}

/** Whether a subject looks as if it were of somebody else, whoever lets users choose a name. */
export const isReserved = (subject: string, issuers: Issuers | null): boolean => {
  const colon = subject.indexOf(":")
  if (colon < 0) return subject === "anonymous"
  const kind = subject.slice(0, colon)
  return Subject.kinds.some((known) => known === kind) || isForeign(subject, issuers)
}

function faultsOf(name: string, issuer: string, names: IssuerNames): Array<string> {
  const kinds = Subject.kinds.join(", ")
  return [
    ...(Subject.isIssuerName(name)
      ? []
      : [`The option issuers: a name is "", or letters and digits, and none of ${kinds}: "${name}" is none`]),
    ...(/^https?:\/\/\S+$/u.test(issuer)
      ? []
      : [`The option issuers: "${name}" must be an issuer's iss, a URL, and is "${issuer}"`]),
    ...(Object.values(names).filter((other) => other === issuer).length > 1
      ? [`The option issuers: "${issuer}" has two names`]
      : [])
  ]
}

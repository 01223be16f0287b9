/** How callers are named where they are kept: as a record's creator, and as the actor of a change. */

/** What stands before a colon where the caller is no person of an issuer's; no issuer is named so. */
export const kinds = ["client", "iam", "guest"] as const

/** The name of a machine with credentials of its own. */
export const ofClient = (clientId: string): string => `client:${clientId}`

/** The actor that a guest of an identity pool is; a subject it is of nobody. */
export const ofGuest = (identityId: string): string => `guest:${identityId}`

/** What an issuer calls somebody or something: of an issuer without a name ("") it stands alone, of others behind their name. */
export const behind = (issuerName: string, name: string): string =>
  issuerName === "" ? name : `${issuerName}:${name}`

/** Whether an issuer can be named so: letters and digits alone, as an identity pool's ids begin with a region, which has hyphens. */
export const isIssuerName = (name: string): boolean =>
  name === "" || (/^[a-z][a-z0-9]*$/u.test(name) && !kinds.some((kind) => kind === name))

/** Who is kept under a name. */
export const kindOf = (name: string): "person" | "machine" | "guest" | "anonymous" => {
  if (name === "anonymous") return "anonymous"
  if (name.startsWith("guest:")) return "guest"
  return machine.test(name) ? "machine" : "person"
}

const machine = /^(?:(?:[a-z][a-z0-9]*:)?client|iam):/u

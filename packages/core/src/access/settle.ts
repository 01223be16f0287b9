/** What a rule about the caller alone says of one. */
import type { CallerRule, ClaimScalar } from "../resource/Access.ts"
import { type Caller, isSignedIn } from "./Caller.ts"

/**
 * True, false, or null where the caller's source does not tell: unknown, and unknown grants nothing. Only people sign in: a
 * machine's token may say when, and means itself.
 */
export const settle = (rule: CallerRule, caller: Caller): boolean | null => {
  switch (rule._tag) {
    case "Everyone":
      return true
    case "SignedIn":
      return isSignedIn(caller)
    case "Group":
      return caller.groups.has(rule.group) ? true : caller.exactGroups ? false : null
    case "Scope":
      return caller.scopes.has(rule.scope)
    case "Client":
      return caller.kind === "client" && caller.clientId === rule.clientId
    case "Claim":
      return says(caller, rule.claim, rule.value)
    case "Issuer":
      return vouchedFor(caller, rule.issuer)
    case "MaxAge":
      return caller.kind === "user" ? signedInWithin(caller, rule.seconds) : null
    case "Mfa":
      return caller.kind === "user" ? byFactors(caller.methods) : null
  }
}

function vouchedFor({ issuer, issuerName }: Caller, asked: string): boolean | null {
  if (issuer === null) return null
  return asked === issuer || (issuerName !== "" && asked === issuerName)
}

/** A claim of the value's own type; one that a gateway made a text of is read as that type, where it is written as JSON writes it. */
function says({ claims, textClaims }: Caller, name: string, value: ClaimScalar): boolean | null {
  const said = claims.get(name)
  if (said === undefined) return null
  if (typeof said === typeof value) return said === value
  if (!textClaims || typeof said !== "string") return null
  const read = typeof value === "number" ? numberIn(said) : flags.get(said)
  return read === undefined ? null : read === value
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false]
])

// As JSON.stringify writes it: `1e3` and `03` are how something else looks.
function numberIn(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/u.test(text) && String(Number(text)) === text ? Number(text) : undefined
}

function byFactors(methods: ReadonlySet<string>): boolean | null {
  return methods.has("mfa") ? true : methods.size === 0 ? null : false
}

/** Of a sign-in that is yet to come nothing is known; clocks may differ by a minute. */
function signedInWithin({ authTime, askedAt }: Caller, seconds: number): boolean | null {
  if (authTime === null || askedAt - authTime < -60) return null
  return askedAt - authTime <= seconds
}

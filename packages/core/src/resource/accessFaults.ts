/** What keeps access rules from making sense. */
import { leavesOf, type Rule } from "./Access.ts"
import type * as Resource from "./Resource.ts"

/** A sentence for each: none when all is well. */
export function* accessFaults({ access, audit }: Resource.Resource): Generator<string> {
  for (const [verb, rule] of Object.entries(access)) {
    for (const leaf of leavesOf(rule)) {
      if (leaf._tag === "Owner" && audit.creator_uid === null)
        yield `the rule of ${verb} asks for the owner, but no column plays creator_uid`
      const fault = faultOf(leaf)
      if (fault !== null) yield `the rule of ${verb} asks for ${fault}`
    }
  }
}

/** The same of a rule that no record is judged by: `what` it is, for the sentence. */
export function* callerRuleFaults(rule: Rule, what: string): Generator<string> {
  for (const leaf of leavesOf(rule)) {
    const fault =
      leaf._tag === "Owner" ? "the owner, but it decides by the caller alone, about no record" : faultOf(leaf)
    if (fault !== null) yield `${what} asks for ${fault}`
  }
}

// A name that was read from an environment where nobody set it, or from a list with a blank too many.
function faultOf(leaf: Rule): string | null {
  switch (leaf._tag) {
    case "Group":
      return nameFault("the group", leaf.group)
    case "Client":
      return nameFault("the client", leaf.clientId)
    case "Issuer":
      return nameFault("the issuer", leaf.issuer)
    case "Claim":
      return isScalar(leaf.value)
        ? nameFault("the claim", leaf.claim)
        : `the claim "${leaf.claim}" to be ${leaf.value}: it is a text, a finite number, true or false`
    case "Scope":
      return typeof leaf.scope === "string" && /^[!\x23-\x5b\x5d-\x7e]+$/u.test(leaf.scope)
        ? null
        : `the scope "${leaf.scope}": one is visible ASCII without blank, quote or backslash (RFC 6749 §3.3)`
    case "MaxAge":
      return Number.isSafeInteger(leaf.seconds) && leaf.seconds > 0
        ? null
        : `a sign-in of ${leaf.seconds} seconds ago: it is a whole number, and more than 0`
    case "Everyone":
    case "SignedIn":
    case "Owner":
    case "Mfa":
    case "Any":
    case "All":
      return null
  }
}

// What an environment has not is undefined, whatever a type says of it.
function isScalar(value: unknown): boolean {
  return typeof value === "number"
    ? Number.isFinite(value)
    : typeof value === "string" || typeof value === "boolean"
}

function nameFault(what: string, name: string): string | null {
  return typeof name === "string" && name !== "" && name === name.trim()
    ? null
    : `${what} "${name}": a name is not empty, and has no blanks around it`
}

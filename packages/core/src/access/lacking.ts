/** What other credentials of the same caller would have to bring, where a rule refuses the present ones. */
import type { Rule } from "../resource/Access.ts"
import type { Caller } from "./Caller.ts"
import { settle } from "./settle.ts"
import { behind } from "./subject.ts"

export interface Lacking {
  readonly scopes: ReadonlyArray<string>
  /** The least of the ages that are asked for, in seconds; null for none. */
  readonly maxAge: number | null
  readonly mfa: boolean
}

/** What is lacking for a rule; null where no token of this caller could do. Of several ways the one that asks for least. */
export const lackingFor = (rule: Rule, caller: Caller): Lacking | null => {
  switch (rule._tag) {
    case "Any":
      return rule.rules.map((one) => lackingFor(one, caller)).reduce(least, null)
    case "All":
      return rule.rules.map((one) => lackingFor(one, caller)).reduce(both, nothing)
    // Of some record.
    case "Owner":
      return nothing
    case "Scope":
      return settle(rule, caller) === true ? nothing : scopeOf(rule.scope, caller)
    case "MaxAge":
      return settle(rule, caller) === true ? nothing : unlessMachine(caller, { maxAge: rule.seconds })
    case "Mfa":
      return settle(rule, caller) === true ? nothing : unlessMachine(caller, { mfa: true })
    case "Everyone":
    case "SignedIn":
    case "Group":
    case "Client":
    case "Claim":
    case "Issuer":
      return settle(rule, caller) === true ? nothing : null
  }
}

const nothing: Lacking = { scopes: [], maxAge: null, mfa: false }

/** As the caller's own issuer names it; null where that issuer gives no such scope, and of IAM, which gives none. */
function scopeOf(scope: string, { kind, issuerName }: Caller): Lacking | null {
  const prefix = behind(issuerName, "")
  return kind === "iam" || !scope.startsWith(prefix)
    ? null
    : { ...nothing, scopes: [scope.slice(prefix.length)] }
}

/** A machine has no second factor, and does not sign in. */
function unlessMachine({ kind }: Caller, lacking: Partial<Lacking>): Lacking | null {
  return kind === "user" ? { ...nothing, ...lacking } : null
}

function least(one: Lacking | null, other: Lacking | null): Lacking | null {
  if (one === null || other === null) return one ?? other
  return weight(other) < weight(one) ? other : one
}

function weight({ scopes, maxAge, mfa }: Lacking): number {
  return scopes.length + (maxAge === null ? 0 : 1) + (mfa ? 1 : 0)
}

function both(one: Lacking | null, other: Lacking | null): Lacking | null {
  if (one === null || other === null) return null
  const ages = [one.maxAge, other.maxAge].filter((age) => age !== null)
  return {
    scopes: [...new Set([...one.scopes, ...other.scopes])],
    maxAge: ages.length === 0 ? null : Math.min(...ages),
    mfa: one.mfa || other.mfa
  }
}

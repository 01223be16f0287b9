/** Access rules for people: in words, and whom of the users one can act as they let. */
import type { Access } from "@pgcrest/core"
import type { User, Users } from "../event/authorizer.ts"

/** A rule in words: "its owner or group librarians". */
export const whoMay = (rule: Access.Rule): string => {
  switch (rule._tag) {
    case "Everyone":
      return "everyone"
    case "SignedIn":
      return "who is signed in"
    case "Owner":
      return "its owner"
    case "Group":
      return `group ${rule.group}`
    case "Scope":
      return `scope ${rule.scope}`
    case "Client":
      return `client ${rule.clientId}`
    case "Claim":
      return `${rule.claim} ${JSON.stringify(rule.value)}`
    case "Issuer":
      return `who comes from ${rule.issuer}`
    case "MaxAge":
      return `who signed in at most ${rule.seconds} seconds ago`
    case "Mfa":
      return "who signed in with more than one factor"
    case "Any":
      return rule.rules.map(whoMay).join(" or ")
    case "All":
      return rule.rules.map((one) => (one._tag === "Any" ? `(${whoMay(one)})` : whoMay(one))).join(" and ")
  }
}

/** The name of the first whom a rule lets without looking at a record: "" for nobody signed in, undefined for none. */
export const firstWhoMay = (rule: Access.Rule | undefined, users: Users): string | undefined => {
  if (rule === undefined) return undefined
  if (lets(rule, undefined)) return ""
  return Object.entries(users).find(([, user]) => lets(rule, user))?.[0]
}

const lets = (rule: Access.Rule, user: User | undefined): boolean => {
  switch (rule._tag) {
    case "Everyone":
      return true
    case "SignedIn":
    case "Owner":
      return user !== undefined
    case "Group":
      return user?.groups?.includes(rule.group) ?? false
    case "Scope":
      return user?.scopes?.includes(rule.scope) ?? false
    case "Claim":
      return user?.claims?.[rule.claim] === rule.value
    // A fake has no client, issuer or second factor of its own; a browser signs in now.
    case "MaxAge":
      return user !== undefined
    case "Client":
    case "Issuer":
    case "Mfa":
      return false
    case "Any":
      return rule.rules.some((one) => lets(one, user))
    case "All":
      return rule.rules.every((one) => lets(one, user))
  }
}

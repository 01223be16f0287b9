/** Access rules as data: folded against the caller first, the rest a predicate on the record. */

/** What the caller alone decides. */
export type CallerRule =
  | { readonly _tag: "Everyone" }
  | { readonly _tag: "SignedIn" }
  | { readonly _tag: "Group"; readonly group: string }
  | { readonly _tag: "Scope"; readonly scope: string }
  | { readonly _tag: "Client"; readonly clientId: string }
  | { readonly _tag: "Claim"; readonly claim: string; readonly value: ClaimScalar }
  | { readonly _tag: "Issuer"; readonly issuer: string }
  | { readonly _tag: "MaxAge"; readonly seconds: number }
  | { readonly _tag: "Mfa" }

/** Who may: decided by the caller alone, or, for an owner, by caller and record. */
export type Rule =
  | CallerRule
  | { readonly _tag: "Owner" }
  | { readonly _tag: "Any"; readonly rules: ReadonlyArray<Rule> }
  | { readonly _tag: "All"; readonly rules: ReadonlyArray<Rule> }

/** What a rule compares a claim with; its type is the one that the claim must have. */
export type ClaimScalar = string | number | boolean

/** What a client can do; a verb without a rule has no route. */
export type Verb = "list" | "get" | "create" | "update" | "delete" | "history" | "restore" | "purge"

/**
 * One rule per verb. `get` is who may see: every other verb implies it. `become` judges the values that a
 * write leaves behind; without it any are good.
 */
export type Rules = Readonly<Partial<Record<Verb | "become", Rule>>>

/** Whoever asks, signed in or not. */
export const everyone: Rule = { _tag: "Everyone" }
/** Whoever a gateway has identified: users, clients and IAM principals, no guests of an identity pool. */
export const signedIn: Rule = { _tag: "SignedIn" }
/** Whoever created the record; of a create, everybody who is signed in. */
export const owner: Rule = { _tag: "Owner" }
/** Members of a group, by exact name. */
export const group = (name: string): Rule => ({ _tag: "Group", group: name })
/** Whose access token carries this scope (RFC 6749 §3.3): people and machines. */
export const scope = (name: string): Rule => ({ _tag: "Scope", scope: name })
/** The machine of this client id, with credentials of its own (RFC 6749 §4.4); not the people who sign in through that client. */
export const client = (clientId: string): Rule => ({ _tag: "Client", clientId })
/** Whose token says exactly this. A claim of another type than the value's is unknown, and grants nothing. */
export const claim = (name: string, value: ClaimScalar): Rule => ({ _tag: "Claim", claim: name, value })
/** Whom this issuer vouches for: by the name that the handler's option `issuers` gives it, else by its `iss`. */
export const issuer = (name: string): Rule => ({ _tag: "Issuer", issuer: name })
/** Who signed in at most so many seconds ago, by `auth_time`: OpenID Connect's `max_age`. Others are asked to sign in anew. */
export const maxAge = (seconds: number): Rule => ({ _tag: "MaxAge", seconds })
/** Who signed in with more than one factor, where the issuer says so: `mfa` in `amr` (RFC 8176 §2). */
export const mfa: Rule = { _tag: "Mfa" }
/** Grants where at least one of these rules does. */
export const any = (...rules: readonly [Rule, ...ReadonlyArray<Rule>]): Rule => ({ _tag: "Any", rules })
/** Grants where each of these rules does. */
export const all = (...rules: readonly [Rule, ...ReadonlyArray<Rule>]): Rule => ({ _tag: "All", rules })

/** Every group that these rules name. */
export const groupsOf = (rules: Rules): ReadonlySet<string> =>
  new Set(
    Object.values(rules).flatMap((rule) =>
      leavesOf(rule).flatMap((leaf) => (leaf._tag === "Group" ? [leaf.group] : []))
    )
  )

/** The rules of which a rule is made, without those that join others. */
export const leavesOf = (rule: Rule): ReadonlyArray<Exclude<Rule, { readonly _tag: "Any" | "All" }>> =>
  rule._tag === "Any" || rule._tag === "All" ? rule.rules.flatMap(leavesOf) : [rule]

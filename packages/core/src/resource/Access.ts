/** Access rules as data: folded against the caller first, the rest a predicate on the record. */

/** Who may: decided by the caller alone, or, for an owner, by caller and record. */
export type Rule =
  | { readonly _tag: "Everyone" }
  | { readonly _tag: "SignedIn" }
  | { readonly _tag: "Owner" }
  | { readonly _tag: "Group"; readonly group: string }
  | { readonly _tag: "Any"; readonly rules: ReadonlyArray<Rule> }
  | { readonly _tag: "All"; readonly rules: ReadonlyArray<Rule> }

/** What a client can do; a verb without a rule has no route. */
export type Verb = "list" | "get" | "create" | "update" | "delete" | "history"

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
/** Grants where at least one of these rules does. */
export const any = (...rules: readonly [Rule, ...ReadonlyArray<Rule>]): Rule => ({ _tag: "Any", rules })
/** Grants where each of these rules does. */
export const all = (...rules: readonly [Rule, ...ReadonlyArray<Rule>]): Rule => ({ _tag: "All", rules })

/** Every group that these rules name. */
export const groupsOf = (rules: Rules): ReadonlySet<string> =>
  new Set(Object.values(rules).flatMap((rule) => groupsIn(rule)))

function groupsIn(rule: Rule): ReadonlyArray<string> {
  switch (rule._tag) {
    case "Group":
      return [rule.group]
    case "Any":
    case "All":
      return rule.rules.flatMap(groupsIn)
    case "Everyone":
    case "SignedIn":
    case "Owner":
      return []
  }
}

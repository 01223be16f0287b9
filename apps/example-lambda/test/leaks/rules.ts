/** Rules about who may read, and what they say: the naive half, which knows nothing of how rules are folded. */

export type Rule =
  | { readonly is: "everyone" | "signedIn" | "owner" }
  | { readonly is: "group"; readonly group: string }
  | { readonly is: "any" | "all"; readonly rules: Rules }

export type Rules = readonly [Rule, ...ReadonlyArray<Rule>]

/** All that a rule asks of a caller. */
export interface Facts {
  /** Null who is not signed in. */
  readonly subject: string | null
  readonly groups: ReadonlyArray<string>
}

/** What a rule says, where `owner` tells whether the caller is one. */
const says = (rule: Rule, { groups, subject }: Facts, owner: (subject: string) => boolean): boolean => {
  switch (rule.is) {
    case "everyone":
      return true
    case "signedIn":
      return subject !== null
    case "owner":
      return subject !== null && owner(subject)
    case "group":
      return groups.includes(rule.group)
    case "any":
      return rule.rules.some((one) => says(one, { groups, subject }, owner))
    case "all":
      return rule.rules.every((one) => says(one, { groups, subject }, owner))
  }
}

/** Whether a record of this creator is the caller's to read. */
export const grants = (rule: Rule, facts: Facts, creator: string | null): boolean =>
  says(rule, facts, (subject) => subject === creator)

/** Whether there could be a record that is. */
export const couldGrant = (rule: Rule, facts: Facts): boolean => says(rule, facts, () => true)

/** Whether every record is, whoever made it. */
export const grantsAll = (rule: Rule, facts: Facts): boolean => says(rule, facts, () => false)

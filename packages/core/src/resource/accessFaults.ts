/** What keeps access rules from making sense. */
import type { Rule } from "./Access.ts"
import type * as Resource from "./Resource.ts"

/** A sentence for each: none when all is well. */
export function* accessFaults({ access, audit }: Resource.Resource): Generator<string> {
  for (const [verb, rule] of Object.entries(access)) {
    if (audit.creator_uid === null && needsOwner(rule)) {
      yield `the rule of ${verb} asks for the owner, but no column plays creator_uid`
    }
  }
}

function needsOwner(rule: Rule): boolean {
  switch (rule._tag) {
    case "Owner":
      return true
    case "Any":
    case "All":
      return rule.rules.some(needsOwner)
    case "Everyone":
    case "SignedIn":
    case "Group":
      return false
  }
}

/** What keeps access rules from making sense. */
import { groupsOf, type Rule } from "./Access.ts"
import type * as Resource from "./Resource.ts"

/** A sentence for each: none when all is well. */
export function* accessFaults({ access, audit }: Resource.Resource): Generator<string> {
  for (const [verb, rule] of Object.entries(access)) {
    if (audit.creator_uid === null && needsOwner(rule)) {
      yield `the rule of ${verb} asks for the owner, but no column plays creator_uid`
    }
    // A name that was read from an environment where nobody set it, or from a list with a blank too many.
    for (const group of groupsOf({ become: rule })) {
      if (group === "" || group !== group.trim())
        yield `the rule of ${verb} asks for the group "${group}": a name is not empty, and has no blanks around it`
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

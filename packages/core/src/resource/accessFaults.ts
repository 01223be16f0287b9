/** What keeps access rules from making sense. */
import { groupsOf, type Rule } from "./Access.ts"
import type * as Resource from "./Resource.ts"

/** A sentence for each: none when all is well. */
export function* accessFaults({ access, audit }: Resource.Resource): Generator<string> {
  for (const [verb, rule] of Object.entries(access)) {
    if (audit.creator_uid === null && needsOwner(rule)) {
      yield `the rule of ${verb} asks for the owner, but no column plays creator_uid`
    }
    yield* groupFaults(rule, `the rule of ${verb}`)
  }
}

/** The same of a rule that no record is judged by: `what` it is, for the sentence. */
export function* callerRuleFaults(rule: Rule, what: string): Generator<string> {
  if (needsOwner(rule))
    yield `${what} asks for the owner, but it decides by the caller alone, about no record`
  yield* groupFaults(rule, what)
}

/** A name that was read from an environment where nobody set it, or from a list with a blank too many. */
function* groupFaults(rule: Rule, what: string): Generator<string> {
  for (const group of groupsOf({ become: rule })) {
    if (group === "" || group !== group.trim())
      yield `${what} asks for the group "${group}": a name is not empty, and has no blanks around it`
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

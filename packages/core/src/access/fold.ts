/** Folds an access rule against a caller: what is left is a predicate on the record. */
import type { Rule } from "../resource/Access.ts"
import type { Column } from "../resource/Column.ts"
import type { Caller } from "./Caller.ts"
import * as Predicate from "../query/Predicate.ts"
import { settle } from "./settle.ts"

const constant = (value: boolean | null): Predicate.Predicate =>
  value === null ? Predicate.unknown : value ? Predicate.always : Predicate.never

/** Three-valued: what the caller's source does not tell is unknown, and so is ownership without a subject. Only true grants. */
export const fold = (rule: Rule, caller: Caller, creator: Column | null): Predicate.Predicate => {
  switch (rule._tag) {
    case "Owner":
      return caller.subject === null || creator === null
        ? constant(null)
        : { _tag: "Compare", column: creator, operator: "eq", value: caller.subject }
    case "Any":
      return join(
        "Or",
        rule.rules.map((one) => fold(one, caller, creator))
      )
    case "All":
      return join(
        "And",
        rule.rules.map((one) => fold(one, caller, creator))
      )
    default:
      return constant(settle(rule, caller))
  }
}

/** Flattened, absorbed, without duplicates, in a canonical order: callers alike share one statement. */
function join(tag: "And" | "Or", parts: ReadonlyArray<Predicate.Predicate>): Predicate.Predicate {
  const decisive = tag === "Or"
  const flat = parts.flatMap((part) => (part._tag === tag ? part.predicates : [part]))
  if (flat.some((part) => part._tag === "Constant" && part.value === decisive)) return constant(decisive)
  const open = flat.filter((part) => !(part._tag === "Constant" && part.value === !decisive))
  const distinct = [...new Map(open.map((part) => [Predicate.textOf(part), part])).entries()].toSorted(
    ([a], [b]) => (a < b ? -1 : 1)
  )
  const [only] = distinct
  if (only === undefined) return constant(!decisive)
  return distinct.length === 1 ? only[1] : { _tag: tag, predicates: distinct.map(([, part]) => part) }
}

/** How a caller may have records counted. */
import type { Permit } from "../access/Permit.ts"
import { isAlways, type Predicate } from "../query/Predicate.ts"
import type { Count, Query } from "../query/Query.ts"
import { somePart } from "../query/somePart.ts"

/**
 * A plan knows nothing of who asks: where a rule hides records, it would tell of them. What was to be planned is then
 * counted, exactly or up to a bound.
 */
export const countFor = ({ see, using }: Permit, { count, filter }: Query): Count | null => {
  if (count !== "planned" && count !== "estimated") return count
  if (isAlways(see) && isAlways(using) && !asksOthers(filter)) return count
  return count === "planned" ? "exact" : "capped"
}

/** Whether a condition looks at records of other resources, which have rules of their own. */
function asksOthers(predicate: Predicate): boolean {
  return somePart(predicate, ({ _tag }) => _tag === "Exists")
}

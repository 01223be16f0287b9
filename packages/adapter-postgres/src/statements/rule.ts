/** What of a command may refuse it, as SQL: the rules of its permit, and its condition. */
import type { Resource } from "@pgcrest/core"
import type { PredicateShape } from "../shape/PredicateShape.ts"
import type { ConditionShape } from "../shape/Shape.ts"
import { conditionSql } from "../sql/condition.ts"
import { predicateSql } from "../sql/predicate.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import { type ColumnOf, onRow } from "../sql/term.ts"

/** Whether a rule lets everybody, so that nothing need be asked. */
export const isOpen = (rule: PredicateShape): boolean => rule._tag === "Constant" && rule.value === true

/** Whether a rule grants: only true does. */
export const grants = (rule: PredicateShape, columnOf: ColumnOf): Sql =>
  isOpen(rule) ? raw("true") : sql`(${predicateSql(rule, columnOf)}) is true`

/** When a rule does not grant; null for never. */
export const denies = (rule: PredicateShape, columnOf: ColumnOf): Sql | null =>
  isOpen(rule) ? null : sql`(${predicateSql(rule, columnOf)}) is not true`

/** Behind other conditions on the row `alias`: that its caller may see it. */
export const andSeen = (see: PredicateShape, alias: string): Sql =>
  isOpen(see) ? raw("") : sql` and ${predicateSql(see, onRow(alias))}`

/** When the row `alias` is not at a version that the command asks for; null where it asks for none. */
export const mismatches = (
  condition: ConditionShape,
  resource: Resource.Resource,
  alias: string
): Sql | null => {
  const allows = conditionSql(condition, resource, alias)
  return allows === null ? null : sql`not (${allows})`
}

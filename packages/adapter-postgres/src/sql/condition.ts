/** If-Match and If-None-Match as SQL over a locked row. */
import type { Resource } from "@pgcrest/core"
import type { ConditionShape } from "../shape/Shape.ts"
import { versionText } from "./rowTag.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"

/** Whether a condition lets a write happen on the row that `alias` stands for; null where it always does. */
export const conditionSql = (
  { match, noneMatch }: ConditionShape,
  resource: Resource.Resource,
  alias: string
): Sql | null => {
  const both = [matched(match, resource, alias), unmatched(noneMatch, resource, alias)]
  const asked = both.filter((one) => one !== null)
  return asked.length === 0 ? null : join(asked, " and ")
}

function matched(match: ConditionShape["match"], resource: Resource.Resource, alias: string): Sql | null {
  if (match === null || match === "*") return null
  return sql`coalesce(${versionText(resource, alias)} = any(${value(match, "text[]")}), false)`
}

function unmatched(
  noneMatch: ConditionShape["match"],
  resource: Resource.Resource,
  alias: string
): Sql | null {
  if (noneMatch === null) return null
  if (noneMatch === "*") return raw("false")
  return sql`not coalesce(${versionText(resource, alias)} = any(${value(noneMatch, "text[]")}), false)`
}

/** Whether a condition lets a record be made where there is none. */
export const allowsAbsent = ({ match }: ConditionShape): boolean => match === null

/** If-Match and If-None-Match as SQL over a locked row. */
import type { Resource } from "@pgcrest/core"
import type { ConditionShape } from "../shape/Shape.ts"
import { versionText } from "./rowTag.ts"
import { raw, type Sql, sql, value } from "./Sql.ts"

/** Whether a condition lets a write happen on the row that `alias` stands for. */
export const conditionSql = (
  { match, noneMatch }: ConditionShape,
  resource: Resource.Resource,
  alias: string
): Sql => sql`${matched(match, resource, alias)} and ${unmatched(noneMatch, resource, alias)}`

function matched(match: ConditionShape["match"], resource: Resource.Resource, alias: string): Sql {
  if (match === null || match === "*") return raw("true")
  return sql`coalesce(${versionText(resource, alias)} = any(${value(match, "text[]")}), false)`
}

function unmatched(noneMatch: ConditionShape["match"], resource: Resource.Resource, alias: string): Sql {
  if (noneMatch === null) return raw("true")
  if (noneMatch === "*") return raw("false")
  return sql`not coalesce(${versionText(resource, alias)} = any(${value(noneMatch, "text[]")}), false)`
}

/** Whether a condition lets a record be made where there is none. */
export const allowsAbsent = ({ match }: ConditionShape): boolean => match === null

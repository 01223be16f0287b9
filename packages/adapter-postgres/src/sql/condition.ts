/** If-Match, If-None-Match and If-Unmodified-Since as SQL over a locked row. */
import { Resource } from "@pgcrest/core"
import type { ConditionShape } from "../shape/Shape.ts"
import { instantOf } from "./columns.ts"
import { versionText } from "./rowTag.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"

/** Whether a condition lets a write happen on the row that `alias` stands for; null where it always does. */
export const conditionSql = (
  { match, noneMatch, unmodifiedSince }: ConditionShape,
  resource: Resource.Resource,
  alias: string
): Sql | null => {
  const all = [
    matched(match, resource, alias),
    unmatched(noneMatch, resource, alias),
    unmodified(unmodifiedSince, resource, alias)
  ]
  const asked = all.filter((one) => one !== null)
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

/** A row that tells no instant, as one of before the audit, has not changed. */
function unmodified(
  since: ConditionShape["unmodifiedSince"],
  resource: Resource.Resource,
  alias: string
): Sql | null {
  const column = Resource.playing(resource, "last_updated_at")
  if (since === null || column === null) return null
  return sql`coalesce(${instantOf(alias, column)} <= ${value(since, "timestamptz")}, true)`
}

/** Whether a condition lets a record be made where there is none. */
export const allowsAbsent = ({ match }: ConditionShape): boolean => match === null

/** If-Match and If-None-Match as SQL over a locked row. */
import type { Command, Resource } from "@pgcrest/core"
import { versionText } from "./rowTag.ts"
import { raw, type Sql, sql, value } from "./Sql.ts"

type Condition = Command.Condition | null

/** Whether a condition lets a write happen on the row that `alias` stands for. */
export const conditionSql = <C>(
  condition: Condition,
  path: (input: C) => Condition,
  resource: Resource.Resource,
  alias: string
): Sql<C> => {
  const version = versionText(resource, alias)
  const among = (side: "match" | "noneMatch") =>
    value<C>((input) => {
      const tags = path(input)?.[side] ?? []
      return tags === "*" ? [] : [...tags]
    }, "text[]")
  const { match = null, noneMatch = null } = condition ?? {}
  const matched =
    match === null || match === "*"
      ? raw("true")
      : sql<C>`coalesce(${version} = any(${among("match")}), false)`
  const unmatched =
    noneMatch === null
      ? raw("true")
      : noneMatch === "*"
        ? raw("false")
        : sql<C>`not coalesce(${version} = any(${among("noneMatch")}), false)`
  return sql<C>`${matched} and ${unmatched}`
}

/** Whether a condition lets a record be made where there is none. */
export const allowsAbsent = ({ match }: Command.Condition): boolean => match === null

/** Which preferences an answer honours (RFC 7240 §3). */
import type { Command, Query, Rows } from "@pgcrest/core"
import type { Preferences } from "../http/prefer.ts"

/** The value of Preference-Applied, "" for none: reads know no `return`, lists alone a `count`. */
export const appliedPreferences = (
  rows: Rows.Rows,
  command: Command.ClientCommand,
  { count, handling, return: returned }: Preferences
): string => {
  if (count === undefined && handling === undefined && returned === undefined) return ""
  const returns =
    rows._tag === "Written" && returned !== undefined && (returned === "minimal" || rows.visible)
  return [
    handling === undefined ? [] : [`handling=${handling}`],
    returns ? [`return=${returned}`] : [],
    command._tag === "List" && count !== undefined ? countApplied(rows, command.query.count) : []
  ]
    .flat()
    .join(", ")
}

/** How records were counted, which may be another way than was asked for; and that there are more, where not all were. */
function countApplied(rows: Rows.Rows, count: Query.Count | null): ReadonlyArray<string> {
  if (count === null) return []
  const isMore = rows._tag === "Found" && rows.counted === "more"
  return [`count=${count}${isMore ? `; more-than=${rows.total}` : ""}`]
}

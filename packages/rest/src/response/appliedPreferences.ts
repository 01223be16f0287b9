/** Which preferences an answer honours (RFC 7240 §3). */
import type { Command, Rows } from "@pgcrest/core"
import type { Preferences } from "../http/prefer.ts"

/** The value of Preference-Applied, "" for none: reads know no `return`, lists alone a `count`. */
export const appliedPreferences = (
  rows: Rows.Rows,
  tag: Command.ClientCommand["_tag"],
  { count, handling, return: returned }: Preferences
): string => {
  if (count === undefined && handling === undefined && returned === undefined) return ""
  const returns =
    rows._tag === "Written" && returned !== undefined && (returned === "minimal" || rows.visible)
  return [
    handling === undefined ? [] : [`handling=${handling}`],
    returns ? [`return=${returned}`] : [],
    tag === "List" && count !== undefined ? [`count=${count}`] : []
  ]
    .flat()
    .join(", ")
}

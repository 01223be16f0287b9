/** Which preferences an answer honours (RFC 7240 §3). */
import type { Command } from "@pgcrest/core"
import type { Preferences } from "../http/prefer.ts"

/** The value of Preference-Applied, "" for none: reads know no `return`, lists alone a `count`. */
export const appliedPreferences = (
  visible: boolean,
  tag: Command.Command["_tag"],
  { count, handling, return: returned }: Preferences
): string => {
  const reads = tag === "Get" || tag === "List" || tag === "History"
  return [
    handling === undefined ? [] : [`handling=${handling}`],
    reads || returned === undefined || (returned === "representation" && !visible)
      ? []
      : [`return=${returned}`],
    tag === "List" && count !== undefined ? [`count=${count}`] : []
  ]
    .flat()
    .join(", ")
}

/** Which preferences an answer honours (RFC 7240 §3). */
import type { Rows } from "@pgcrest/core"
import type { Told } from "./toResponse.ts"

/** The value of Preference-Applied, "" for none: reads know no `return`, lists alone a `count`. */
export const appliedPreferences = (
  { visible }: Rows.Rows,
  { command, headers: { preferences } }: Pick<Told, "command" | "headers">
): string => {
  const { count, handling, return: returned } = preferences
  const reads = command._tag === "Get" || command._tag === "List" || command._tag === "History"
  return [
    handling === undefined ? [] : [`handling=${handling}`],
    reads || returned === undefined || (returned === "representation" && !visible)
      ? []
      : [`return=${returned}`],
    command._tag === "List" && count !== undefined ? [`count=${count}`] : []
  ]
    .flat()
    .join(", ")
}

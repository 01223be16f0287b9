/** Which preferences an answer honours (RFC 7240 §3). */
import type { Command, Rows } from "@pgcrest/core"
import type { Preferences } from "../http/prefer.ts"
import { isWrite } from "../request/isWrite.ts"

/** The value of Preference-Applied, "" for none: each where it means something. */
export const appliedPreferences = (
  rows: Rows.Rows,
  command: Command.ClientCommand,
  preferences: Preferences
): string => {
  // Most requests prefer nothing.
  if (Object.keys(preferences).length === 1) return ""
  const { _tag } = command
  const { count, handling, maxAffected, missing, resolution, return: returned, tx } = preferences
  const honoured: ReadonlyArray<readonly [name: string, value: string | number | undefined, where: boolean]> =
    [
      ["handling", handling, true],
      ["return", returned, isReturned(rows, returned)],
      ["count", count === undefined ? count : countApplied(rows, command), true],
      ["resolution", resolution, _tag === "Upsert" || ("ignore" in command && command.ignore !== null)],
      ["missing", missing, _tag === "Upsert" || _tag.startsWith("Create")],
      ["tx", tx, isWrite(command)],
      ["max-affected", maxAffected, _tag === "UpdateMany" || _tag === "DeleteMany"]
    ]
  return honoured
    .flatMap(([name, value, where]) => (where && value !== undefined ? [`${name}=${value}`] : []))
    .join(", ")
}

function isReturned(rows: Rows.Rows, returned: Preferences["return"]): boolean {
  if (rows._tag === "WrittenMany") return returned !== "representation" || rows.untold !== true
  return rows._tag === "Written" && (returned !== "representation" || rows.visible)
}

/** How records were counted, which may be another way than was asked for; and that there are more, where not all were. */
function countApplied(rows: Rows.Rows, command: Command.ClientCommand): string | undefined {
  if ((command._tag !== "List" && command._tag !== "Compare") || command.query.count === null)
    return undefined
  const isMore = "counted" in rows && rows.counted === "more"
  return `${command.query.count}${isMore ? `; more-than=${rows.total}` : ""}`
}

/** JSON as PostgreSQL writes jsonb: blanks behind colons and commas, members in the order of jsonb, numbers in full. */
import type { Cell } from "./ColumnType.ts"
import { exactDigits, isObject } from "./jsonCell.ts"
import { compareText, utf8Length } from "./text.ts"

/** The text of a value. */
export const jsonbText = (json: unknown): string => {
  if (Array.isArray(json)) return `[${json.map(jsonbText).join(", ")}]`
  if (isObject(json))
    return `{${membersOf(json)
      .map(([name, value]) => `${JSON.stringify(name)}: ${jsonbText(value)}`)
      .join(", ")}}`
  return exactDigits(json) ?? JSON.stringify(json)
}

/** The members of an object in jsonb's order: shorter names first, names of one length by their bytes. */
export const membersOf = (object: object): ReadonlyArray<readonly [name: string, value: Cell]> =>
  Object.entries(object).toSorted(([a], [b]) => utf8Length(a) - utf8Length(b) || compareText(a, b))

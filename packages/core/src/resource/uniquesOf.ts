/** The unique constraints of a table, under the names by which a conflict tells them. */
import type * as Field from "./Field.ts"
import type { Name } from "./naming.ts"
import type { Unique } from "./Resource.ts"

/** First those of single fields, then those declared over several. */
export const uniquesOf = (
  table: string,
  fields: ReadonlyArray<readonly [Name, Field.Field]>,
  declared: Readonly<Record<string, ReadonlyArray<string>>>
): ReadonlyArray<Unique> => {
  const single = fields.flatMap(([{ name, columnName }, { unique }]) =>
    unique === false
      ? []
      : [{ constraint: unique === true ? standardName(table, columnName) : unique, fields: [name] }]
  )
  return [
    ...single,
    ...Object.entries(declared).map(([constraint, names]) => ({ constraint, fields: names }))
  ]
}

const longest = 63

/** `<table>_<column>_key`; where that is too long, the longer of the two loses its end, as PostgreSQL has it. */
function standardName(table: string, column: string): string {
  const room = longest - "__key".length
  let [left, right] = [table.length, column.length]
  while (left + right > room) {
    if (left > right) left--
    else right--
  }
  return `${table.slice(0, left)}_${column.slice(0, right)}_key`
}

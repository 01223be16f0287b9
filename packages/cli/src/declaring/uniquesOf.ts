/** What no two rows of a table share, as a declaration says it. */
import type { Unique } from "../catalogue/Description.ts"
import type { Declaration } from "./Declaration.ts"
import type { Named } from "./Named.ts"

export interface Uniques {
  /** Constraints over one column, by it. */
  readonly single: ReadonlyMap<string, string>
  readonly several: Declaration["uniques"]
  /** A sentence for each of the others. */
  readonly unsaid: ReadonlyArray<string>
}

/** `playing` are the columns that are no fields. */
export const uniquesOf = ({ table, fields, key }: Named, playing: ReadonlySet<string | null>): Uniques => {
  const single = new Map<string, string>()
  const several: Array<Declaration["uniques"][number]> = []
  const unsaid: Array<string> = []
  for (const unique of table.uniques) {
    const { name, columns } = unique
    const [first = ""] = columns
    const twice = columns.length === 1 && single.has(first)
    if (unique.only !== null || twice || columns.some((column) => playing.has(column))) {
      if (!isOfKey(unique, key)) unsaid.push(`Not said here: ${unique.definition}`)
    } else if (columns.length === 1) single.set(first, name)
    else several.push({ constraint: name, fields: columns.map((column) => fields.get(column) ?? column) })
  }
  return { single, several, unsaid }
}

function isOfKey({ columns, only }: Unique, key: Named["key"]): boolean {
  return only === null && key.kind === "uid" && columns.length === 1 && columns[0] === key.column
}

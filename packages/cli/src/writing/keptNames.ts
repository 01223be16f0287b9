/** Under which names tables are declared on disk: what has a file keeps its address, its trail and its rules, whatever comes beside it. */
import { layout } from "../code/layout.ts"
import type { Kept } from "../declaring/resourceNames.ts"
import { memberIn } from "./memberIn.ts"
import { tableName } from "./tableName.ts"

/** By the files' names; of several that declare one table the first. */
export const keptNames = (before: ReadonlyMap<string, string>): Kept => {
  const names = new Map(
    [...before].toReversed().flatMap(([path, text]) => {
      const name = /^resources\/(?<name>[a-z][a-z0-9_]*)\.ts$/u.exec(path)?.groups?.["name"]
      const table = tableIn(text)
      return name === undefined || table === null ? [] : [[table, name] as const]
    })
  )
  return (table) => names.get(plain(layout(tableName(table)))) ?? null
}

/** The table that a file declares, in a form that can be compared; null where it declares none. */
export const tableIn = (text: string): string | null => {
  const table = memberIn(text, "table")
  return table === null ? null : plain(table)
}

// However a formatter breaks, quotes and ends it.
function plain(code: string): string {
  return code.replaceAll(/\s+/gu, "").replaceAll("'", '"').replaceAll(",}", "}")
}

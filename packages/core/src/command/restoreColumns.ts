/** What the body of a restore says. */
import { type Column, ofField } from "../resource/Column.ts"
import { bigint } from "../resource/fieldTypes.ts"

/** By the names of its fields. */
export const restoreColumns: ReadonlyMap<string, Column> = new Map([
  ["version", ofField({ name: "version", columnName: "version" }, bigint, [])]
])

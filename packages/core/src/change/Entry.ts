/** A change as a history tells it: beside what it was before. */
import { recordedText } from "./content.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Change, Image } from "./Change.ts"

/** A change that was read. */
export interface Entry extends Change {
  /** What the record held before, as far as it is in sight; null for nothing, or where nobody asked. */
  readonly was?: Image | null
  /** Whether the sealed fields of either image were erased: what became of them is not known any more. */
  readonly erased?: boolean
}

/** Which of these columns an entry changed: what differs, came, or went. Null is like nothing. */
export const changedColumns = (columns: Iterable<Column>, { after, was }: Entry): ReadonlyArray<Column> =>
  [...columns].filter(
    (column) => isTold(column) && recordedText(column, was ?? null) !== recordedText(column, after)
  )

/** The columns that a diff tells of: those that are declared, shown and recorded. The change tells the audit's itself. */
export const diffColumns = ({ columns }: Resource): ReadonlyArray<Column> =>
  [...columns.values()].filter((column) => isTold(column) && column.plays === null)

/** An entry whose images have these fields alone; null for all that they have. */
export const narrowed = <E extends Entry>(entry: E, fields: ReadonlyArray<Column> | null): E => {
  if (fields === null) return entry
  const names = new Set(fields.map(({ name }) => name))
  const part = (image: Image | null) =>
    image && Object.fromEntries(Object.entries(image).filter(([name]) => names.has(name)))
  return {
    ...entry,
    before: part(entry.before),
    after: part(entry.after),
    ...(entry.was === undefined ? {} : { was: part(entry.was) })
  }
}

function isTold({ recorded, shown }: Column): boolean {
  return shown && recorded !== "never"
}

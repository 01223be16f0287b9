/** What `afterRead` returns: some of the records that it was given, each once and as JSON can have it, or a mistake of its own. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Column } from "../resource/Column.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isObject } from "../value/jsonCell.ts"
import { type Asked, mistakeOf } from "./HookMistake.ts"
import { refusing } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import type { Moment } from "./Records.ts"

export type AfterRead<E, S> = NonNullable<Handlers<E, S>["afterRead"]>

/** What the hook shows of these records. */
export const shownBy = <E, S>(
  afterRead: AfterRead<E, S>,
  moment: Moment,
  asked: Asked,
  rows: ReadonlyArray<Values>
) =>
  Effect.flatMap(refusing(afterRead(rows, moment), asked), (shown) => {
    const did = Array.isArray(shown) ? mistakeIn(asked.resource, rows, shown) : "returned no list of records"
    return did === null ? Effect.succeed(shown) : Effect.die(mistakeOf(asked, did))
  })

function mistakeIn(
  { columns, key }: Resource,
  given: ReadonlyArray<Values>,
  shown: ReadonlyArray<Values>
): string | null {
  // Of a table without a key of its own several rows may be one record.
  const left = Map.groupBy(given, (row) => uidOf(key, row))
  for (const row of shown) {
    const before = isObject(row) ? left.get(uidOf(key, row))?.pop() : undefined
    if (before === undefined)
      return "returned what is none of the records that it was given, or one of them twice"
    for (const column of columns.values())
      if (row[column.name] !== before[column.name] && !isPrintable(column, row[column.name]))
        return `returned a record whose ${column.name} is no ${column.type.kind}`
  }
  return null
}

/** Of what the hook changed alone: the rest came out of the database. */
function isPrintable({ cell }: Column, value: Cell | undefined): boolean {
  if (value === undefined) return false
  return value === null || Result.isSuccess(Result.try((): unknown => JSON.parse(cell.print(value))))
}

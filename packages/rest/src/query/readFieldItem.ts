/** What `select` says of a record's own fields: `alias:field->path::type`, `total:price.sum()`, `count()`. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, skipBlanks, take, takeMark } from "./Cursor.ts"
import { readField } from "./readField.ts"

type FieldItem = Exclude<QuerySyntax.ItemSyntax, QuerySyntax.RelationSyntax>

/** Behind the alias. */
export const readFieldItem = (cursor: Cursor, as: string | null): FieldItem | undefined => {
  if (takeMark(cursor, "count()")) return aggregated(cursor, { as, field: null, aggregate: "count" })
  const field = readField(cursor)
  if (field === undefined) return undefined
  if (takeMark(cursor, ".")) {
    const call = take(cursor, calling)
    return call === null ? undefined : aggregated(cursor, { as, field, aggregate: call.slice(0, -2) })
  }
  const cast = readCast(cursor)
  return cast === undefined ? undefined : { _tag: "Field", as, field, cast }
}

const calling = /[a-z_]+\(\)/y
const typeWords = /[\p{L}\p{N}_ $]+/uy

type Aggregate = Extract<FieldItem, { readonly _tag: "Aggregate" }>

function aggregated(cursor: Cursor, of: Omit<Aggregate, "_tag" | "cast">): Aggregate | undefined {
  skipBlanks(cursor)
  const cast = readCast(cursor)
  return cast === undefined ? undefined : { _tag: "Aggregate", ...of, cast }
}

/** Null where no type is named, undefined where colons are alone. */
function readCast(cursor: Cursor): string | null | undefined {
  if (!takeMark(cursor, "::")) return null
  const type = take(cursor, typeWords)?.trim()
  return type === "" ? undefined : type
}

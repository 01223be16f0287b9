/** The word `select`: `title,total:price::text,author!inner(name),...shelf(room)`. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import {
  type Cursor,
  isAtEnd,
  makeCursor,
  readingOf,
  refuse,
  refusePart,
  skipBlanks,
  take,
  takeMark
} from "./Cursor.ts"
import { readFieldItem } from "./readFieldItem.ts"
import { readName } from "./readName.ts"
import { readRelation } from "./readRelation.ts"

type Item = QuerySyntax.ItemSyntax
type Items = ReadonlyArray<Item>

/** The items in order; null for all fields, as without the word. */
export const parseSelect = (
  text: string | undefined,
  limits: Limits
): Result.Result<Items | null, RequestFailure> => {
  const whole = text?.trim() ?? ""
  if (whole === "" || whole === "*") return Result.succeed(null)
  const cursor = makeCursor("select", whole, limits)
  const items = readItems({ cursor, level: 0, count: { items: 0 } })
  return readingOf(cursor, isAtEnd(cursor) ? items : refusePart(cursor, cursor.at, form))
}

/** Where items are read: in how many relations, and how many there were. */
interface Reading {
  readonly cursor: Cursor
  readonly level: number
  readonly count: { items: number }
}

const form = "[alias:]field[::type] or [alias:]relation[!hint][!inner](…)"
const colon = /:(?!:)/y

function readItems(reading: Reading): Items | undefined {
  const { cursor } = reading
  const items: Array<Item> = []
  do {
    skipBlanks(cursor)
    const start = cursor.at
    const item = readItem(reading)
    if (item === undefined) return refusePart(cursor, start, form)
    items.push(item)
    skipBlanks(cursor)
  } while (takeMark(cursor, ","))
  return items
}

function readItem(reading: Reading): Item | undefined {
  const { count, cursor } = reading
  const { items } = cursor.limits
  if (++count.items > items)
    return refuse(cursor, "too-many", `names more than ${items} fields and relations`)
  if (takeMark(cursor, "*")) return { _tag: "All" }
  const spread = takeMark(cursor, "...")
  const as = readAlias(cursor)
  // `count()` counts the records: no relation is called so without quotes.
  const isCount = !spread && cursor.text.startsWith("count()", cursor.at)
  const relation = isCount ? undefined : readRelation(cursor)
  if (relation !== undefined) return readRelated(reading, { _tag: "Relation", ...relation, as, spread })
  return spread ? undefined : readFieldItem(cursor, as)
}

function readAlias(cursor: Cursor): string | null {
  const start = cursor.at
  const name = readName(cursor)
  const isAlias = name !== undefined && take(cursor, colon) !== null
  if (!isAlias) cursor.at = start
  skipBlanks(cursor)
  return isAlias ? name : null
}

/** Of `relation()` nothing is shown. */
function readRelated(
  { count, cursor, level }: Reading,
  relation: Omit<QuerySyntax.RelationSyntax, "items">
): Item | undefined {
  const { relationLevels } = cursor.limits
  if (level >= relationLevels)
    return refuse(cursor, "too-many", `asks for more than ${relationLevels} levels`)
  skipBlanks(cursor)
  if (takeMark(cursor, ")")) return { ...relation, items: [] }
  const items = readItems({ cursor, count, level: level + 1 })
  return items === undefined || !takeMark(cursor, ")") ? undefined : { ...relation, items }
}

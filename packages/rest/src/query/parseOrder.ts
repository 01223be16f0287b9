/** The word `order`: `title.desc.nullslast,meta->>size,author(name)`. */
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
import type { Written } from "./Parameter.ts"
import { readField } from "./readField.ts"
import { readName } from "./readName.ts"

type Term = QuerySyntax.OrderSyntax
type Terms = ReadonlyArray<Term>

/** The terms in order; none for an empty word, as without it. */
export const parseOrder = (
  order: Written | undefined,
  limits: Limits
): Result.Result<Terms, RequestFailure> => {
  if (order === undefined) return Result.succeed([])
  const cursor = makeCursor(order.parameter, order.text, limits)
  skipBlanks(cursor)
  return isAtEnd(cursor) ? Result.succeed([]) : readingOf(cursor, readTerms(cursor))
}

const form = "field[.asc|.desc][.nullsfirst|.nullslast]"

function readTerms(cursor: Cursor): Terms | undefined {
  const { items } = cursor.limits
  const terms: Array<Term> = []
  do {
    skipBlanks(cursor)
    const start = cursor.at
    const term = readTerm(cursor)
    if (term === undefined || !(isAtEnd(cursor) || cursor.text.startsWith(",", cursor.at)))
      return refusePart(cursor, start, form)
    if (terms.push(term) > items) return refuse(cursor, "too-many", `names more than ${items} fields`)
  } while (takeMark(cursor, ","))
  return terms
}

function readTerm(cursor: Cursor): Term | undefined {
  const relation = readRelation(cursor)
  const field = readField(cursor)
  if (field === undefined || (relation !== null && !takeMark(cursor, ")"))) return undefined
  skipBlanks(cursor)
  const direction = directions.get(take(cursor, directed) ?? "") ?? null
  const nulls = placings.get(take(cursor, placed) ?? "") ?? null
  skipBlanks(cursor)
  return { relation, field, direction, nulls }
}

const directed = /\.(?:asc|desc)/y
const placed = /\.nulls(?:first|last)/y
const directions: ReadonlyMap<string, Term["direction"]> = new Map([
  [".asc", "asc"],
  [".desc", "desc"]
])
const placings: ReadonlyMap<string, Term["nulls"]> = new Map([
  [".nullsfirst", "first"],
  [".nullslast", "last"]
])

/** The relation whose field stands in parentheses; null, and nothing taken, for a field of the record itself. */
function readRelation(cursor: Cursor): string | null {
  const start = cursor.at
  const name = readName(cursor)
  if (name !== undefined && takeMark(cursor, "(")) return name
  cursor.at = start
  return null
}

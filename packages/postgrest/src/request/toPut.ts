/** A PUT of one row, which its query names by the key and by nothing else. */
import { type Command, type Refused, Resource } from "@pgcrest/core"
import type { Pairs } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { Sent } from "../problem/Problem.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { chosen, columnsOf } from "./columns.ts"
import { isSeveral, readRows } from "./readPayload.ts"
import { shownOf } from "./shownOf.ts"
import type { Asked, Write } from "./Write.ts"
import { wordsOf } from "./words.ts"

type Put<A> = Result.Result<A, WireFailure | Refused>

/** A new row, or the one that is there gets what was sent. */
export const toPut = (asked: Asked<"upsert">): Put<Write> => {
  const { limits, permit, request } = asked
  const { key } = permit.resource
  const { columns, limit, offset, pairs } = wordsOf(request.query, limits.largestPage)
  if (limit !== undefined || offset !== undefined) return Result.fail({ _tag: "PutLimited" })
  const named = keyIn(key, pairs)
  if (named === null) return Result.fail({ _tag: "PutUnkeyed" })
  return Result.flatMap(shownOf(asked, pairs), (shown) =>
    Result.map(keyedRow(asked, columns, named), (sent): Write => {
      const rows = [{ uid: null, values: sent.row }]
      const { projection } = shown
      const command: Command.Upsert = { _tag: "Upsert", permit, rows, on: key.columns, projection }
      return { command, method: "PUT", sent, most: null, shown }
    })
  )
}

/** The row that is sent, where it names the same key as the query does. */
function keyedRow(
  asked: Asked<"upsert">,
  columns: string | undefined,
  named: ReadonlyMap<string, string>
): Result.Result<SentRow, WireFailure> {
  const { limits, permit } = asked
  return Result.flatMap(columnsOf(permit.resource, columns, limits), (names) =>
    Result.flatMap(oneRow(asked), ({ inArray, row }) => {
      const [values = row] = chosen([row], names, "default")
      return hasKey(permit.resource.key, values, named)
        ? Result.succeed({ row: values, inArray })
        : Result.fail({ _tag: "PutMismatched" })
    })
  )
}

interface SentRow extends Sent {
  readonly row: Command.Body
}

type Key = Resource.Resource["key"]

/** The text of each column of the key; null where the query filters by anything else. */
function keyIn({ columns }: Key, pairs: Pairs): ReadonlyMap<string, string> | null {
  const filters = pairs.filter(([name]) => name !== "select" && name !== "order")
  const texts = new Map(
    filters.flatMap(([name, value]) => (value.startsWith("eq.") ? [[name, value.slice(3)] as const] : []))
  )
  const isWhole = columns.every(({ name }) => texts.has(name))
  return isWhole && texts.size === columns.length && filters.length === columns.length ? texts : null
}

function oneRow(asked: Asked<"upsert">): Result.Result<SentRow, WireFailure> {
  return Result.flatMap(readRows(asked), (rows) => {
    const inArray = isSeveral(rows)
    const [row, ...more] = inArray ? rows : [rows]
    return row === undefined || more.length > 0
      ? Result.fail({ _tag: "PutMismatched" })
      : Result.succeed({ row, inArray })
  })
}

function hasKey({ columns }: Key, row: Command.Body, texts: ReadonlyMap<string, string>): boolean {
  return columns.every((column) => {
    const named = Resource.keyCell(column, texts.get(column.name) ?? "")
    const sent = column.cell.fromJson(row[column.name] ?? null)
    return named !== null && Result.isSuccess(sent) && column.cell.compare(named, sent.success) === 0
  })
}

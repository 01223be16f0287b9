/** A POST to a table: its rows are inserted, left out where they are there, or written over what is. */
import type { Command, Refused } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"
import { areUniform, chosen, columnsOf, conflictColumns } from "./columns.ts"
import { isSeveral, readRows } from "./readPayload.ts"
import { shownOf } from "./shownOf.ts"
import type { Asked, Shown, Write } from "./Write.ts"
import { wordsOf } from "./words.ts"

type ToWrite = Result.Result<Write, WireFailure | Refused>

/** New rows; with `resolution=ignore-duplicates` those that are new. */
export const toInsert = (asked: Asked<"create">): ToWrite => {
  const isIgnoring = asked.preferences.resolution === "ignore-duplicates"
  return insertion(asked, (rows, on, { projection }) => ({
    _tag: "CreateMany",
    permit: asked.permit,
    rows,
    ignore: isIgnoring ? on : null,
    projection
  }))
}

/** New rows, and those that are there already get what was sent. */
export const toMerge = (asked: Asked<"upsert">): ToWrite =>
  insertion(asked, (rows, on, { projection }) => ({
    _tag: "Upsert",
    permit: asked.permit,
    rows,
    on,
    projection
  }))

type Making = (rows: ReadonlyArray<Command.Row>, on: Command.Upsert["on"], shown: Shown) => Command.WriteMany

function insertion(asked: Asked<"create"> | Asked<"upsert">, make: Making): ToWrite {
  const { limits, permit, preferences, request } = asked
  const { columns, onConflict, pairs } = wordsOf(request.query, limits.largestPage)
  const { resource } = permit
  const target = preferences.resolution === undefined ? undefined : onConflict
  return Result.flatMap(shownOf<"create" | "upsert">(asked, pairs), (shown) =>
    Result.flatMap(columnsOf(resource, columns, limits), (names) =>
      Result.flatMap(conflictColumns(resource, target, limits), (on) =>
        Result.map(payloadOf(asked, names), (payload) =>
          written(payload, shown, make(payload.rows.map(asRow), on, shown))
        )
      )
    )
  )
}

interface Payload {
  readonly rows: ReadonlyArray<Command.Body>
  readonly inArray: boolean
}

function payloadOf(
  asked: Asked<"create"> | Asked<"upsert">,
  names: ReadonlyArray<string> | null
): Result.Result<Payload, WireFailure> {
  return Result.flatMap(readRows(asked), (body) => {
    const inArray = isSeveral(body)
    const rows = inArray ? body : [body]
    return names === null && !areUniform(rows)
      ? Result.fail({ _tag: "BodyUnread", message: "All object keys must match" })
      : Result.succeed({ rows: chosen(rows, names, asked.preferences.missing ?? "null"), inArray })
  })
}

function written({ inArray, rows }: Payload, shown: Shown, command: Command.WriteMany): Write {
  const [only = null] = rows
  return {
    command: rows.length === 0 ? null : command,
    method: "POST",
    sent: { row: rows.length === 1 ? only : null, inArray },
    most: null,
    shown
  }
}

function asRow(values: Command.Body): Command.Row {
  return { uid: null, values }
}

/** `GET /{resource}/{uid}/blame`: who wrote each field of a record last, when, and in which version. */
import {
  authorise,
  type Caller,
  changedColumns,
  type Column,
  Command,
  diffColumns,
  type Entry,
  handleCommand,
  type Permit,
  type Resource,
  type ResourceStore,
  type Rows
} from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type Begun, handleBeside } from "../beside.ts"
import { jsonAlone } from "../Media.ts"
import { failureOf } from "../outcome.ts"
import type { Failure, HookFailure } from "../problem/problem.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import type { Request } from "../Request.ts"
import { readHeaders } from "../request/readHeaders.ts"
import { readable } from "../response/headers.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { changesIn } from "./changesIn.ts"
import { type HistoryPlace, recordPlace } from "./places.ts"

/** Never fails: every failure is a problem. */
export const handleBlame = <E extends HookFailure, S>(
  settings: Settings<E, S>,
  request: Request,
  caller: Caller.Caller
): Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom | S> =>
  handleBeside(settings, request, caller, {
    placeAt: (path) => recordPlace(settings, path, "blame"),
    read: (begun) => askedOf(begun, caller),
    answer: (asked, { end, fail }) => {
      const ask = (command: Command.History) =>
        handleCommand(settings.api, command, caller, { strict: false })
      return Effect.matchCause(writers(asked, ask), {
        onFailure: (cause) => fail(...failureOf(cause, { match: null })),
        onSuccess: (body) => end({ status: 200, headers: [json, readable], body })
      })
    }
  })

const json = ["content-type", "application/json; charset=utf-8"] as const

/** Whose fields are asked about. */
interface Blamed {
  readonly permit: Permit<Resource.Resource, "history">
  readonly uid: string
}

function askedOf(
  { place, request }: Begun<HistoryPlace>,
  caller: Caller.Caller
): Result.Result<Blamed, Failure> {
  const { record } = place
  if (record === null) return Result.fail({ _tag: "RouteNotFound", detail: "Nothing is at this address." })
  return Result.flatMap(authorise(record.resource, "history", caller), (permit) =>
    Result.flatMap(
      readHeaders(request, { method: "GET", takes: [] }, { offers: jsonAlone, rollback: null }),
      () => Result.map(parseNoQuery(request.query), () => ({ permit, uid: record.uid }))
    )
  )
}

// Most records have fewer changes that nothing has overwritten since.
const pageLimit = 100

/** Backwards from the newest change, each page of those alone that changed a field without an answer so far, until all have one. */
const writers = Effect.fnUntraced(function* <E, R>(
  { permit, uid }: Blamed,
  ask: (command: Command.History) => Effect.Effect<Rows.Rows, E, R>
) {
  const columns = diffColumns(permit.resource)
  const found = new Map<Column, Entry>()
  let page: Command.History["page"] = { _tag: "Offset", limit: pageLimit, offset: 0 }
  for (;;) {
    const open = columns.filter((column) => !found.has(column))
    const rows = changesIn(
      yield* ask({
        _tag: "History",
        permit,
        uid,
        select: ["version", "operation", "at", "actor", "diff"],
        fields: null,
        which: { ...Command.everyChange, changed: open },
        page
      })
    )
    for (const entry of rows.entries())
      for (const column of changedColumns(open, entry)) if (!found.has(column)) found.set(column, entry)
    if (!rows.more || found.size === columns.length) return printed(columns, found)
    page = { _tag: "After", limit: pageLimit, place: rows.place(rows.read - 1) }
  }
})

function printed(columns: ReadonlyArray<Column>, found: ReadonlyMap<Column, Entry>): string {
  const members = columns.map((column) => {
    const entry = found.get(column)
    const { actor, at, operation, version } = entry ?? {}
    const told =
      entry === undefined
        ? "null"
        : `{"version":${version},"at":${JSON.stringify(at)},"actor":${JSON.stringify(actor)},"operation":${JSON.stringify(operation)}}`
    return `${JSON.stringify(column.name)}:${told}`
  })
  return `{${members.join(",")}}`
}

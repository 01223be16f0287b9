/** A PATCH or DELETE of the rows that a filter finds. */
import { type Command, type Predicate, type Refused, resolve } from "@pgcrest/core"
import { parseQuery } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { unsent } from "../problem/Problem.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { chosen, columnsOf } from "./columns.ts"
import { unparsed, unresolved } from "./parsed.ts"
import { readRow } from "./readPayload.ts"
import { shownOf } from "./shownOf.ts"
import type { Asked, Shown, Write } from "./Write.ts"
import { type Words, wordsOf } from "./words.ts"

type ToWrite = Result.Result<Write, WireFailure | Refused>

/** The columns that are sent, in every row that is found. */
export const toUpdate = (asked: Asked<"update">): ToWrite => {
  const { limits, permit, request } = asked
  const { columns, ...words } = wordsOf(request.query, limits.largestPage)
  return Result.flatMap(foundBy(asked, "UPDATE", words), ({ filter, shown }) =>
    Result.flatMap(columnsOf(permit.resource, columns, limits), (names) =>
      Result.map(readRow(asked), (row): Write => {
        const [values = row] = chosen([row], names, "default")
        const command: Command.UpdateMany = {
          _tag: "UpdateMany",
          permit,
          filter,
          most: bound(mostOf(asked)),
          values,
          merge: false,
          projection: shown.projection
        }
        const isNothing = Object.keys(values).length === 0
        return {
          command: isNothing ? null : command,
          method: "PATCH",
          sent: { row: values, inArray: false },
          most: mostOf(asked),
          shown
        }
      })
    )
  )
}

/** Every row that is found. */
export const toDelete = (asked: Asked<"delete">): ToWrite => {
  const { limits, permit, request } = asked
  const words = wordsOf(request.query, limits.largestPage)
  return Result.map(foundBy(asked, "DELETE", words), ({ filter, shown }) => ({
    command: {
      _tag: "DeleteMany",
      permit,
      filter,
      most: bound(mostOf(asked)),
      projection: shown.projection
    },
    method: "DELETE",
    sent: unsent,
    most: mostOf(asked),
    shown
  }))
}

interface Found {
  readonly filter: Predicate.Predicate
  readonly shown: Shown
}

function foundBy(
  asked: Asked<"update"> | Asked<"delete">,
  statement: "UPDATE" | "DELETE",
  { limit, offset, pairs }: Pick<Words, "limit" | "offset" | "pairs">
): Result.Result<Found, WireFailure | Refused> {
  const { limits, permit, reach, unfiltered } = asked
  return Result.flatMap(unparsed(pairs, parseQuery(pairs, limits, null)), (syntax) => {
    if (syntax.filters.length === 0 && !unfiltered) return Result.fail({ _tag: "FilterNeeded", statement })
    // To write more rows than somebody counts on would be what they wanted least.
    if (limit !== undefined) return Result.fail(uncounted("limit", statement))
    if (offset !== undefined) return Result.fail(uncounted("offset", statement))
    // What is shown finds nothing: a join in `select` leaves out what is told, not what is written.
    const found = { ...syntax, select: null, related: [], order: [] }
    return Result.flatMap(unresolved(pairs, resolve(permit.resource, found, reach)), ({ filter }) =>
      Result.map(shownOf<"update" | "delete">(asked, pairs), (shown) => ({ filter, shown }))
    )
  })
}

function uncounted(word: string, statement: string): WireFailure {
  return {
    _tag: "NotImplemented",
    feature: `"${word}" of ${statement}: it writes every row that its filters find`
  }
}

/** Counts where it is asked for strictly, as PostgREST has it. */
function mostOf({ preferences }: Asked<"update"> | Asked<"delete">): number | null {
  return preferences.handling === "strict" ? (preferences.maxAffected ?? null) : null
}

/** How many rows were too many is told exactly, and for that they are written first and undone: but not without end. */
function bound(most: number | null): number | null {
  return most === null ? null : Math.max(most, 1000)
}

/** What is asked of a record's history, as a core command. */
import {
  changeFilterOf,
  changePageOf,
  type Command,
  type Permit,
  type Predicate,
  recordOrder,
  type Refused,
  type Resource,
  versionColumn
} from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { notTaken } from "../query/onlyWords.ts"
import type { Pairs } from "../query/Parameter.ts"
import { parseHistoryQuery } from "../query/parseHistoryQuery.ts"
import { unresolved } from "../query/unresolved.ts"
import type { Limits } from "../RestOptions.ts"

type ToHistory = Result.Result<Command.History, RequestFailure | Refused>

/** Whose history, or which change of it. */
interface Place {
  readonly permit: Permit<Resource.Resource, "history">
  readonly uid: string
  readonly version: bigint | null
}

/** A query, and how much of one is read. */
interface Queried {
  readonly pairs: Pairs
  readonly limits: Limits
}

/** A place among the changes of one record is a version. */
export const toHistory = (place: Place, { limits, pairs }: Queried): ToHistory => {
  const { permit, uid, version } = place
  const stray = version === null ? undefined : pairs.find(([name]) => name !== "select" && name !== "fields")
  if (stray !== undefined) return Result.fail(notTaken(stray[0]))
  return Result.flatMap(parseHistoryQuery(pairs, limits), ({ page, select, ...syntax }) =>
    Result.flatMap(unresolved(changeFilterOf(permit.resource, syntax)), ({ fields, which }) => {
      const query = [permit.resource.name, uid, JSON.stringify([select, syntax])]
      return Result.map(unresolved(changePageOf(page, recordOrder, query)), (placed) => ({
        _tag: "History",
        permit,
        uid,
        select,
        fields,
        which: version === null ? which : { ...which, change: isVersion(version) },
        ...placed
      }))
    })
  )
}

function isVersion(value: bigint): Predicate.Predicate {
  return { _tag: "Compare", column: versionColumn, operator: "eq", value }
}

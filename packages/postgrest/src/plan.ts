/** What a request comes to without the database: an answer already, something to read, or something to write. */
import type { Caller, Refused } from "@pgcrest/core"
import {
  beforeRoute,
  type DecodedRequest,
  isDecoded,
  type Request,
  type RequestFailure,
  type Response
} from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { WireFailure } from "./problem/WireFailure.ts"
import { askTable, type Reading, type Writing } from "./askTable.ts"
import { strangeSchema } from "./request/profile.ts"
import type { Table } from "./Table.ts"
import type { Settings } from "./Settings.ts"

/** An answer that needs nobody. */
interface Ready {
  readonly _tag: "Ready"
  readonly response: Response
}

export interface Plan {
  /** As the log tells it; null where there is none. */
  readonly route: string | null
  /** Whose table it is for; null where there is none. */
  readonly table: Table | null
  readonly step: Result.Result<Ready | Reading | Writing, WireFailure | RequestFailure | Refused>
}

/** Sizes, method, escapes, preflight, path, schema, OPTIONS, then what the table asks: the first failure answers. */
export const planOf = (settings: Settings, request: Request, caller: Caller.Caller): Plan => {
  const early = beforeRoute(settings, request)
  if (early !== null) return nowhere(early)
  if (!isDecoded(request)) return nowhere(Result.fail({ _tag: "PathInvalid" }))
  const table = tableAt(settings, request.path)
  if (Result.isFailure(table)) return nowhere(Result.fail(table.failure))
  const strange = strangeSchema(request, settings.schema)
  const at = { route: `/${table.success.resource.name}`, table: table.success }
  if (strange !== null) return { ...at, step: Result.fail(strange) }
  return request.method === "OPTIONS"
    ? { ...at, step: Result.succeed(options(at.table)) }
    : { ...at, step: askTable(settings, at.table, request, caller) }
}

function nowhere(step: Plan["step"]): Plan {
  return { route: null, table: null, step }
}

function tableAt(
  { tables }: Settings,
  [name, ...more]: DecodedRequest["path"]
): Result.Result<Table, WireFailure> {
  if (name === undefined) return Result.fail({ _tag: "RootDisabled" })
  if (more.length > 0) return Result.fail({ _tag: "PathInvalid" })
  const table = tables.get(name)
  return table === undefined || table.methods.size === 0
    ? Result.fail({ _tag: "TableUnknown", table: name })
    : Result.succeed(table)
}

function options({ allow }: Table): Ready {
  const headers: Response["headers"] = [
    ["allow", allow],
    ["cache-control", "no-store"]
  ]
  return { _tag: "Ready", response: { status: 200, headers, body: null } }
}

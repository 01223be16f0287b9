/** A request for what its caller may do: what becomes a command. */
import type { Command, Query, Reach, Refused } from "@pgcrest/core"
import type * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import type { Limits } from "../RestOptions.ts"
import type { Since } from "../Since.ts"
import type { Permitted } from "./permitted.ts"
import type { Headers } from "./readHeaders.ts"

/** With what its wire allows. */
export interface PermittedRequest {
  /** Whose query is all that is asked, wherever it was. */
  readonly request: DecodedRequest
  /** The query of the address. */
  readonly pairs: DecodedRequest["query"]
  /** As of when it reads; null for now. */
  readonly moment: Query.Moment | null
  /** From which moment on a list is told apart; null where it is told as it is. */
  readonly since: Since | null
  readonly permitted: Permitted
  readonly headers: Headers
  readonly limits: Limits
  readonly requireKey: boolean
  readonly requireMatch: boolean
  /** Whether a write of the collection may leave out the filter. */
  readonly unfiltered: boolean
  /** Of each resource: its links to what records may be made beside its own. */
  readonly nests: Reach["links"]
  /** Whose query it is, and where it may lead. */
  readonly reach: Reach
}

/** The command of a request, or why it has none. */
export type ToCommand = Result.Result<Command.ClientCommand, RequestFailure | Refused>

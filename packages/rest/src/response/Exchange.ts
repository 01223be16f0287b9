/** A request that became a command: what its answer depends on, beside the rows. */
import type { Caller, Command, IdempotencyKey } from "@pgcrest/core"
import type { Expansion } from "../query/parseExpand.ts"
import type { Headers } from "../request/readHeaders.ts"
import type { Rollback } from "../Rollback.ts"
import type { TimeTravel } from "../TimeTravel.ts"
import type { Listed } from "./pageLinks.ts"
import type { Representation } from "./Representation.ts"

export interface Exchange {
  readonly _tag: "Exchange"
  readonly command: Command.ClientCommand
  /** Who asks, on the occasion that the request tells. */
  readonly caller: Caller.Caller
  readonly headers: Headers
  /** Whether a body is refused that names fields which only the server writes. */
  readonly strict: boolean
  /** How a write is undone that its client tries; null for what stays. */
  readonly trial: Rollback | null
  /** Under which the write happens once; null for what has no key, or does not stay. */
  readonly key: IdempotencyKey | null
  /** How an answer tells as of when it is; null where none asks for the past. */
  readonly travel: TimeTravel | null
  /** Whether a hook makes of the record what is shown of it: an answer that did not ask it has no tag. */
  readonly reshown: boolean
  /** The people whom the answer tells; null where nobody asked for any. */
  readonly expansion: Expansion | null
  /** Whether one change is asked for by itself. */
  readonly single: boolean
  /** How the answer is written. */
  readonly representation: Representation
  /** What stands before our own path in links: `/prod`, or a configured public URL. */
  readonly base: string
  /** Where a list's other pages are. */
  readonly listed: Listed
}

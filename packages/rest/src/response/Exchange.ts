/** A request that became a command: what its answer depends on, beside the rows. */
import type { Command } from "@pgcrest/core"
import type { Headers } from "../request/readHeaders.ts"

export interface Exchange {
  readonly _tag: "Exchange"
  readonly command: Command.ClientCommand
  readonly headers: Headers
  /** Whether a body is refused that names fields which only the server writes. */
  readonly strict: boolean
  /** What stands before our own path in links: `/prod`, or a configured public URL. */
  readonly base: string
}

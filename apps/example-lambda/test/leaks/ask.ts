/** Asks a store, and tells what comes back. */
import {
  type Command,
  cursorOf,
  handleCommand,
  type Query,
  type Resource,
  ResourceStore,
  type Rows,
  wholeOrder
} from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { Answer } from "./answers.ts"
import type { Asked, Asker } from "./commands.ts"
import { placeIn } from "./cursors.ts"
import { normal } from "./normal.ts"

/** Where questions go. */
export interface Asking extends Asker {
  readonly store: ResourceStore["Service"]
}

/** What comes back: as far as an evaluator can tell it, and to the byte. */
export interface Told {
  readonly answer: Answer
  readonly bytes: string
}

export const ask = (
  { api, caller, store }: Asking,
  asked: Asked<Command.Get | Command.List>
): Effect.Effect<Told> => {
  const run = Effect.flatMap(Effect.fromResult(asked), (command) =>
    Effect.map(handleCommand(api, command, caller, { strict: false }), (rows) => told(command, rows))
  )
  return run.pipe(
    Effect.provideService(ResourceStore, store),
    Effect.provideService(SecureRandom.SecureRandom, still),
    Effect.catch((failure) => Effect.succeed(refused(failure)))
  )
}

const still = SecureRandom.make((size) => new Uint8Array(size))

function told(command: Command.Get | Command.List, rows: Rows.Rows): Told {
  if (rows._tag !== "Found") return { answer: { is: "refused", why: rows._tag }, bytes: "" }
  const answer: Answer =
    command._tag === "Get" ? { is: "shown", json: normal(rows.json()) } : paged(command, rows)
  return { answer, bytes: `${JSON.stringify(answer)}\n${rows.json()}` }
}

function paged({ permit, query }: Command.List, rows: Rows.Found): Answer {
  return {
    is: "paged",
    json: normal(`[${rows.json()}]`),
    uids: rows.keys().map(({ uid }) => uid),
    more: rows.more,
    total: rows.counted === "about" ? null : rows.total,
    counted: rows.counted,
    ends: rows.count === 0 || rows.place(0).length === 0 ? null : endsOf(rows, permit.resource, query)
  }
}

/** The places that cursors tell, of the first record and the last. */
function endsOf(rows: Rows.Found, resource: Resource.Resource, query: Query.Query) {
  const end = (_tag: "Before" | "After", at: number): unknown => {
    const place = rows.place(at)
    return placeIn(cursorOf(query.fingerprint ?? "", wholeOrder(resource, query.order), { _tag, place }))
  }
  return [end("Before", 0), end("After", rows.count - 1)] as const
}

/** By the failure's tag, or the fault's that a query has. */
function refused(failure: object): Told {
  const fault: unknown = "fault" in failure ? failure.fault : failure
  const why = typeof fault === "object" && fault !== null && "_tag" in fault ? String(fault._tag) : "?"
  return { answer: { is: "refused", why }, bytes: JSON.stringify(failure) }
}

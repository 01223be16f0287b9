/** The keys of a store that has its rows at hand: what was answered once is answered again. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { AuditedCommand } from "../command/stamp.ts"
import { KeyReused, type StoreFailure } from "../failures.ts"
import type { Keeping, Kept } from "./Keeping.ts"
import { untold } from "./keptRows.ts"
import type { Rows, Written, WrittenMany } from "./Rows.ts"

type Answer = Result.Result<Rows, StoreFailure>

/** What was answered under which key. */
export interface Keys {
  /** What a command comes to alone, in one step; a failure is not kept. */
  readonly command: (audited: AuditedCommand, answer: () => Answer) => Answer
  /** What a unit comes to, while no other unit or command runs. */
  readonly unit: <A, E, R>(
    keeping: Keeping<A> | null | undefined,
    unit: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E | StoreFailure, R>
}

/** Rows of a command, or what a unit keeps of its answer: the same request is one of the two each time. */
interface Known {
  readonly request: string
  readonly rows: Rows | null
  /** What the rows show, by their declaration then; "" of a unit. */
  readonly shown: string
  readonly kept: Kept | null
}

/** No key is known yet, and none is ever forgotten. */
export const makeKeys = (): Keys => {
  const known = new Map<string, Known>()
  return {
    command: ({ command, stamp: { actor, key } }, answer) => {
      if (key === null) return answer()
      const name = nameOf(actor, key.key)
      const before = known.get(name)
      const shown = "projection" in command ? command.projection.key : ""
      if (before !== undefined)
        return again(before.request === key.request ? before.rows : null, before.shown === shown)
      return Result.map(answer(), (rows) => {
        known.set(name, { request: key.request, rows, shown, kept: null })
        return rows
      })
    },
    unit: <A, E, R>(keeping: Keeping<A> | null | undefined, unit: Effect.Effect<A, E, R>) => {
      if (keeping === null || keeping === undefined) return unit
      const { actor, key, print, read, request } = keeping
      return Effect.suspend((): Effect.Effect<A, E | StoreFailure, R> => {
        const name = nameOf(actor, key)
        const before = known.get(name)
        if (before === undefined)
          return Effect.tap(unit, (answer) =>
            Effect.sync(() => known.set(name, { request, rows: null, shown: "", kept: print(answer) }))
          )
        return before.request === request && before.kept !== null
          ? Effect.succeed(read(before.kept))
          : Effect.fail(new KeyReused())
      })
    }
  }
}

/** Null is of another request. */
function again(rows: Rows | null, isShown: boolean): Answer {
  if (rows === null || (rows._tag !== "Written" && rows._tag !== "WrittenMany"))
    return Result.fail(new KeyReused())
  return Result.succeed(isShown ? { ...rows, replayed: true } : untold(rows._tag, placesOf(rows)))
}

function placesOf(rows: Written | WrittenMany): Pick<Kept, "created" | "uids"> {
  const [records, created] =
    rows._tag === "Written" ? [rows.keys(), rows.created] : [rows.met, rows.met.some((one) => one.created)]
  return { uids: records.map(({ uid }) => uid), created }
}

/** An actor's keys are told from another's. */
function nameOf(actor: string, key: string): string {
  return JSON.stringify([actor, key])
}

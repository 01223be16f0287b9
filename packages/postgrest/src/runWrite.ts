/** A write, and what is found wrong with it once it is done: then it is undone, as a unit is. */
import {
  type Api,
  type Caller,
  type CommandFailure,
  type CredentialFailure,
  handleCommand,
  type HookRefusal,
  type IdempotencyKey,
  type ResourceStore,
  together
} from "@pgcrest/core"
import type { Response } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { WireFailure } from "./problem/WireFailure.ts"
import type { Write } from "./request/Write.ts"
import { inOrder } from "./response/inOrder.ts"
import { keepingAnswer } from "./response/keptAnswer.ts"
import { type Asking, toWriteAnswer, type Wrote, wroteNothing } from "./response/toWriteAnswer.ts"

type Failure<E> = CommandFailure | CredentialFailure | HookRefusal<E> | WireFailure
type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** Who writes where. */
export interface Writer<E, S> {
  readonly api: Api.Api<E, S>
  readonly caller: Caller.Caller
  readonly strict: boolean
}

/** What is refused once it is written is undone. */
export const runWrite = <E, S>(
  writer: Writer<E, S>,
  write: Write,
  asking: Asking
): Effect.Effect<Response, Failure<E>, Services<S>> => {
  const asOne = isUnit(write, asking)
  const answered = Effect.flatMap(wrote(writer, write, asOne ? null : asking.key), (wrote) => {
    const refused = refusalOf(wrote, write, asking)
    return refused === null ? Effect.succeed(toWriteAnswer(wrote, write, asking)) : Effect.fail(refused)
  })
  if (asking.trial !== null) return asking.trial.undone(answered)
  const { api, caller } = writer
  // A POST that makes nothing new is a merge.
  const silent = write.method === "POST" ? 200 : 204
  const keeping = asking.key === null ? null : keepingAnswer(api, { caller, key: asking.key }, silent)
  return asOne ? together(answered, keeping) : answered
}

/** Also what a key keeps in the order of the answer, and a write of nothing, whose key is taken all the same. */
function isUnit({ command, most, shown }: Write, { key, media }: Asking): boolean {
  const isKept = key !== null && (command === null || shown.order.length > 0)
  return most !== null || media._tag === "Row" || isKept
}

/** One row alone is one that is told: where rows are told at all. */
function refusalOf(
  { met, shown }: Wrote,
  { most }: Write,
  { media, representation }: Asking
): WireFailure | null {
  if (most !== null && met.length > most) return { _tag: "TooManyRows", rows: met.length }
  const rows = representation === null ? met.length : shown.count
  return media._tag === "Row" && rows !== 1 ? { _tag: "NotSingular", rows } : null
}

function wrote<E, S>(
  { api, caller, strict }: Writer<E, S>,
  { command, shown }: Write,
  key: IdempotencyKey | null
): Effect.Effect<Wrote, Failure<E>, Services<S>> {
  return command === null
    ? Effect.succeed(wroteNothing)
    : Effect.map(handleCommand(api, command, caller, { strict, key }), (rows) =>
        rows._tag === "WrittenMany"
          ? {
              met: rows.met,
              shown: inOrder(rows, shown),
              replayed: rows.replayed === true,
              untold: rows.untold === true
            }
          : wroteNothing
      )
}

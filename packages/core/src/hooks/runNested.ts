/** Several new records as one transaction, and what is shown of them once all are there. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { CreateManyNested, CreateNested } from "../command/Command.ts"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { UnitOfRows } from "../store/ResourceStore.ts"
import { fromShown, type Written, type WrittenMany, writtenMany } from "../store/Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import { besideMany, metIn } from "./gathered.ts"
import type { HookRefusal } from "./HookRefusal.ts"
import { makeNest, type Nesting } from "./nestSteps.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { readBeside } from "./readBeside.ts"
import type { AfterReads } from "./widened.ts"

/** Makes the record and all beside it, each with its own rules and hooks, or nothing of them. */
export const runNested = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateNested<R, Cell> | CreateManyNested<R, Cell>,
  { hooks, links }: Pick<Nesting<E, S>, "hooks" | "links">,
  moment: Moment,
  unit: UnitOfRows
) {
  const random = yield* SecureRandom.SecureRandom
  return yield* unit((run) => {
    const nesting: Nesting<E, S> = { hooks, links, unit: { ...moment, run, random, lock: true } }
    return Effect.provideService(answerTo(command, nesting), Records, recordsOf(nesting.unit))
  })
})

type Answer<A, E, S> = Effect.Effect<A, CommandFailure | CredentialFailure | HookRefusal<E>, S | Records>

/** All are made before any is read: those that come later may change those before. */
function answerTo<R extends Resource, E, S>(
  command: CreateNested<R, Cell> | CreateManyNested<R, Cell>,
  nesting: Nesting<E, S>
): Answer<Written | WrittenMany, E, S> {
  if (command._tag === "CreateNested")
    return Effect.flatMap(makeNest(command, {}, nesting), (rows) => shown(command, rows, nesting))
  return Effect.flatMap(
    Effect.forEach(command.nests, (nest) => makeNest(nest, {}, nesting)),
    (rows) => shownMany(command, rows, nesting)
  )
}

/** Read after all is written: hooks of the others may have changed the record. */
const shown = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateNested<R, Cell>,
  rows: Written,
  { hooks, unit }: Nesting<E, S>
) {
  if (!rows.visible || command.projection.items.length === 0) return rows
  const afterReads: AfterReads<E, S> = ({ name }) => hooks.get(name)?.afterRead
  const uids = rows.keys().map(({ uid }) => uid)
  const told = yield* readBeside(command, uids, afterReads, unit)
  // What a hook has put out of sight, or keeps back, is not told.
  return told.count === 0 ? { ...rows, visible: false } : { ...rows, ...told }
})

const shownMany = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateManyNested<R, Cell>,
  rows: ReadonlyArray<Written>,
  { hooks, unit }: Nesting<E, S>
) {
  const { projection } = command
  if (projection.items.length === 0)
    return writtenMany(
      fromShown(projection, [], () => []),
      metIn(rows)
    )
  const afterReads: AfterReads<E, S> = ({ name }) => hooks.get(name)?.afterRead
  const uids = rows.flatMap((row) => (row.visible ? row.keys().map(({ uid }) => uid) : []))
  return besideMany(metIn(rows), yield* readBeside(command, uids, afterReads, unit))
})

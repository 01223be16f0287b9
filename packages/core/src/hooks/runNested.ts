/** Several new records as one transaction, and what is shown of them once all are there. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { CreateNested } from "../command/Command.ts"
import type { Resource } from "../resource/Resource.ts"
import type { ResourceStore } from "../store/ResourceStore.ts"
import type { Written } from "../store/Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import { makeNest, type Nesting } from "./nestSteps.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { readBeside } from "./readBeside.ts"
import type { AfterReads } from "./widened.ts"

/** Makes the record and all beside it, each with its own rules and hooks, or nothing of them. */
export const runNested = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateNested<R, Cell>,
  { hooks, links }: Pick<Nesting<E, S>, "hooks" | "links">,
  moment: Moment,
  unit: ResourceStore["Service"]["unit"]
) {
  const random = yield* SecureRandom.SecureRandom
  return yield* unit((run) => {
    const nesting: Nesting<E, S> = { hooks, links, unit: { ...moment, run, random, lock: true } }
    const made = Effect.flatMap(makeNest(command, {}, nesting), (rows) => shown(command, rows, nesting))
    return Effect.provideService(made, Records, recordsOf(nesting.unit))
  })
})

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

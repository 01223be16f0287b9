/** Reads with hooks around them. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { stamp } from "../command/stamp.ts"
import type { Get, List } from "../command/Command.ts"
import type { Values } from "../value/ColumnType.ts"
import { RecordNotFound } from "../failures.ts"
import { refusing } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import { lendRun } from "../store/lendRun.ts"
import { type Moment, Records, recordsOf } from "./Records.ts"
import * as Projection from "../query/Projection.ts"
import type * as Resource from "../resource/Resource.ts"
import type { Run } from "../store/ResourceStore.ts"
import { fromValues, type RowMeta, type Rows } from "../store/Rows.ts"

/** Whether any hook takes part in reads; else they go straight to the store. */
export const hasReadHooks = <E, S>({ beforeRead, afterRead }: Handlers<E, S>): boolean =>
  beforeRead !== undefined || afterRead !== undefined

/** Asks `beforeRead`, reads, and lets `afterRead` change what goes out, or keep it back. */
export const readHooks = <R extends Resource.Resource, E, S>(
  hooks: Handlers<E, S>,
  command: Get<R> | List<R>,
  moment: Moment,
  run: Run
) => lendRun(run, (lent) => read(hooks, command, moment, lent))

const read = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  { beforeRead, afterRead }: Handlers<E, S>,
  command: Get<R> | List<R>,
  moment: Moment,
  run: Run
) {
  const records = recordsOf(run, moment, yield* SecureRandom.SecureRandom, false)
  if (beforeRead !== undefined) {
    const asked = command._tag === "Get" ? { uid: command.uid } : { query: command.query }
    yield* Effect.provideService(refusing(beforeRead(asked, moment)), Records, records)
  }
  if (afterRead === undefined) return yield* run(stamp(command, moment.caller, moment.at, null))
  const rows = yield* run(stamp(whole(command), moment.caller, moment.at, null))
  const values: ReadonlyArray<Values> = rows.values()
  const changed = yield* Effect.provideService(refusing(afterRead(values, moment)), Records, records)
  // What a hook takes out is not there for this caller.
  if (command._tag === "Get" && changed.length === 0)
    return yield* new RecordNotFound({ resource: command.resource.name, uid: command.uid })
  const projection = command._tag === "Get" ? command.projection : command.query.projection
  return fromValues(
    command.resource,
    projection,
    changed,
    { ...rows, computed: true },
    metasOf(command.resource, rows)
  )
})

function whole<R extends Resource.Resource>(command: Get<R> | List<R>): Get<R> | List<R> {
  const projection = Projection.whole(command.resource)
  return command._tag === "Get"
    ? { ...command, projection }
    : { ...command, query: { ...command.query, projection } }
}

/** A hook changes what is shown of a record, not which state of it was read. */
function metasOf({ audit }: Resource.Resource, rows: Rows): (row: Values) => RowMeta {
  const known = new Map(rows.metas().map((meta) => [meta.uid, meta]))
  return (row) => {
    const uid = String(row[audit.uid])
    return known.get(uid) ?? { uid, version: null }
  }
}

/** Reads with hooks around them. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { Change } from "../change/Change.ts"
import { stamp } from "../command/stamp.ts"
import type { DirectCommand, Get, History, List } from "../command/Command.ts"
import { RecordNotFound } from "../failures.ts"
import type { Projection } from "../query/Query.ts"
import { answered, changes, found } from "../store/expect.ts"
import { lendRun } from "../store/lendRun.ts"
import type { Run } from "../store/ResourceStore.ts"
import { fromChanges } from "../store/Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Asked } from "./HookMistake.ts"
import { refusing } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { showChanges, showFound } from "./showing.ts"
import type { AfterRead } from "./shownBy.ts"
import { type AfterReads, isReshown, widened } from "./widened.ts"
import type { Resource } from "../resource/Resource.ts"

type Hooked = Get | List | History

/** The command, where a hook takes part in it; null for writes, and for reads that go straight to the store. */
export const hookedRead = <E, S>(
  command: DirectCommand<Resource, Cell>,
  { beforeRead, afterRead }: Handlers<E, S>,
  afterReads: AfterReads<E, S>
): Hooked | null => {
  switch (command._tag) {
    case "Get":
    case "List":
      return beforeRead !== undefined || isReshown(command.permit.resource, projectionOf(command), afterReads)
        ? command
        : null
    case "History":
      return afterRead !== undefined ? command : null
    case "Create":
    case "Replace":
    case "Update":
    case "Delete":
    case "CreateMany":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return null
  }
}

/** Asks `beforeRead`, reads, and lets `afterRead` change what goes out, or keep it back. */
export const readHooks = <E, S>(
  command: Hooked,
  hooks: Handlers<E, S>,
  afterReads: AfterReads<E, S>,
  moment: Moment,
  run: Run
) =>
  lendRun(
    run,
    Effect.fnUntraced(function* (lent) {
      const random = yield* SecureRandom.SecureRandom
      const records = recordsOf({ ...moment, run: lent, random, lock: false })
      return yield* Effect.provideService(
        read(command, { hooks, afterReads, moment, run: lent }),
        Records,
        records
      )
    })
  )

/** A read's hooks, and what they are asked with. */
interface Reading<E, S> {
  readonly hooks: Handlers<E, S>
  readonly afterReads: AfterReads<E, S>
  readonly moment: Moment
  readonly run: Run
}

function read<E, S>(command: Hooked, reading: Reading<E, S>) {
  return command._tag === "History"
    ? readChanges(command, reading.hooks, reading.moment, reading.run)
    : readRecords(command, reading)
}

const readRecords = Effect.fnUntraced(function* <E, S>(
  command: Get | List,
  { afterReads, hooks, moment, run }: Reading<E, S>
) {
  const { resource } = command.permit
  const { beforeRead } = hooks
  if (beforeRead !== undefined) {
    const target = command._tag === "Get" ? { uid: command.uid } : { query: command.query }
    yield* refusing(beforeRead(target, moment), askedOf("beforeRead", command))
  }
  const projection = projectionOf(command)
  if (!isReshown(resource, projection, afterReads))
    return yield* answered(run, stamp(command, moment.caller, moment.at, null))
  const wide = showing(command, widened(resource, projection, afterReads))
  const rows = yield* found(run, stamp(wide, moment.caller, moment.at, null))
  const place = { projection, afterReads, moment, asked: askedOf("afterRead", command) }
  const shown = yield* showFound(place, rows)
  // What a hook takes out is not there for this caller.
  if (command._tag === "Get" && shown.count === 0)
    return yield* new RecordNotFound({ resource: resource.name, uid: command.uid })
  return shown
})

const readChanges = Effect.fnUntraced(function* <E, S>(
  command: History,
  { afterRead }: Handlers<E, S>,
  moment: Moment,
  run: Run
) {
  if (afterRead === undefined) return yield* changes(run, stamp(command, moment.caller, moment.at, null))
  const { permit, page, select, uid } = command
  const asked = yield* readPage(command, afterRead, moment, run, page.offset)
  if (asked.shown.length === 0) {
    // A later page is of a record that is there for this caller, or of none.
    const first = page.offset === 0 ? asked : yield* readPage(command, afterRead, moment, run, 0)
    if (first.found > 0 && first.shown.length === 0)
      return yield* new RecordNotFound({ resource: permit.resource.name, uid })
  }
  return { ...fromChanges(permit.resource, asked.shown.slice(0, page.limit), select), computed: true }
})

/** How many changes stand behind an offset, of a page and the one before it, and what the hook shows of the page. */
const readPage = Effect.fnUntraced(function* <E, S>(
  command: History,
  afterRead: AfterRead<E, S>,
  moment: Moment,
  run: Run,
  offset: number
) {
  // Of a page that asks for nothing, one change tells whether the record is there for this caller.
  const wanted = Math.max(command.page.limit, 1)
  const images = withImages(command, wanted + 1, offset)
  const rows = yield* changes(run, stamp(images, moment.caller, moment.at, null))
  const trail = judged(rows.values(), wanted)
  return {
    found: rows.count,
    shown: yield* showChanges(afterRead, moment, askedOf("afterRead", command), trail)
  }
})

function askedOf(hook: Asked["hook"], command: Hooked): Asked {
  const uid = command._tag === "List" ? null : command.uid
  return { hook, resource: command.permit.resource, uid, values: {}, references: [] }
}

/** Each change with its image, as the hook decides by it also where the client leaves it out, and so many of them. */
function withImages(command: History, limit: number, offset: number): History {
  return { ...command, select: null, page: { ...command.page, limit, offset } }
}

/** The page, and of a delete at its end the image before, as the delete is shown where that is. */
function judged(trail: ReadonlyArray<Change>, wanted: number): ReadonlyArray<Change> {
  return trail[wanted - 1]?.after === null ? trail : trail.slice(0, wanted)
}

function projectionOf(command: Get | List): Projection {
  return command._tag === "Get" ? command.projection : command.query.projection
}

function showing(command: Get | List, projection: Projection): Get | List {
  return command._tag === "Get"
    ? { ...command, projection }
    : { ...command, query: { ...command.query, projection } }
}

/** Reads with hooks around them. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { chosenFields } from "../change/Change.ts"
import { narrowed } from "../change/Entry.ts"
import { stamp } from "../command/stamp.ts"
import {
  type Compare,
  type DirectCommand,
  everyChange,
  type Get,
  type History,
  type List
} from "../command/Command.ts"
import { RecordNotFound } from "../failures.ts"
import type { Projection } from "../query/Query.ts"
import { answered, changes, differences, found } from "../store/expect.ts"
import { lendRun } from "../store/lendRun.ts"
import type { Run } from "../store/ResourceStore.ts"
import { fromChanges } from "../store/Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Asked } from "./HookMistake.ts"
import { refusing } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { showDifferences } from "./showDifferences.ts"
import { showChanges, showFound } from "./showing.ts"
import type { AfterRead } from "./shownBy.ts"
import { type AfterReads, isReshown, widened } from "./widened.ts"
import type { Resource } from "../resource/Resource.ts"

type Hooked = Get | List | Compare | History

/** The command, where a hook takes part in it; null for writes, and for reads that go straight to the store. */
export const hookedRead = <E, S>(
  command: DirectCommand<Resource, Cell>,
  { beforeRead, afterRead }: Handlers<E, S>,
  afterReads: AfterReads<E, S>
): Hooked | null => {
  switch (command._tag) {
    case "Get":
    case "List":
    case "Compare":
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
) => lending(moment, run, (lent) => read(command, { hooks, afterReads, moment, run: lent }))

/** A history as its reader is told it: what `afterRead` keeps back is not in it. */
export const readHistory = <E, S>(command: History, hooks: Handlers<E, S>, moment: Moment, run: Run) =>
  lending(moment, run, (lent) => readChanges(command, hooks, moment, lent))

/** With `Records` that reach no further than the reading. */
function lending<A, E, R>(moment: Moment, run: Run, reading: (lent: Run) => Effect.Effect<A, E, R>) {
  return lendRun(
    run,
    Effect.fnUntraced(function* (lent) {
      const random = yield* SecureRandom.SecureRandom
      const records = recordsOf({ ...moment, run: lent, random, lock: false })
      return yield* Effect.provideService(reading(lent), Records, records)
    })
  )
}

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
  command: Get | List | Compare,
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
  const wide = stamp(
    showing(command, widened(resource, projection, afterReads)),
    moment.caller,
    moment.at,
    null
  )
  const place = { projection, afterReads, moment, asked: askedOf("afterRead", command) }
  if (command._tag === "Compare") return yield* showDifferences(place, yield* differences(run, wide))
  const shown = yield* showFound(place, yield* found(run, wide))
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
  const { fields, permit, select, uid } = command
  const page = yield* readPage(command, afterRead, moment, run)
  if (page.shown.length === 0 && uid !== null) {
    // What is not found is of a record that is there for this caller, or of none.
    const whole = yield* readPage(firstOf(command), afterRead, moment, run)
    if (whole.rows.count > 0 && whole.shown.length === 0)
      return yield* new RecordNotFound({ resource: permit.resource.name, uid })
  }
  const told = page.shown.map((entry) => narrowed(entry, fields))
  const { more, place, read } = page.rows
  return { ...fromChanges(permit.resource, told, select, { more, read, place }), computed: true }
})

/** A page, and what the hook shows of it: it decides by whole images, also where the client leaves them out. */
const readPage = Effect.fnUntraced(function* <E, S>(
  command: History,
  afterRead: AfterRead<E, S>,
  moment: Moment,
  run: Run
) {
  const whole: History = { ...command, select: chosenFields, fields: null }
  const rows = yield* changes(run, stamp(whole, moment.caller, moment.at, null))
  const { select } = command
  const shown = yield* showChanges(
    afterRead,
    { asked: askedOf("afterRead", command), moment, select },
    rows.entries()
  )
  return { rows, shown }
})

/** The newest changes of the same record, whatever the client asks of them. */
function firstOf(command: History): History {
  const limit = Math.max(command.page.limit, 1)
  return { ...command, which: everyChange, page: { _tag: "Offset", limit, offset: 0 } }
}

function askedOf(hook: Asked["hook"], command: Hooked): Asked {
  const uid = "uid" in command ? command.uid : null
  return { hook, resource: command.permit.resource, uid, values: {}, references: [] }
}

function projectionOf(command: Get | List | Compare): Projection {
  return command._tag === "Get" ? command.projection : command.query.projection
}

function showing(command: Get | List | Compare, projection: Projection): Get | List | Compare {
  switch (command._tag) {
    case "Get":
      return { ...command, projection }
    case "List":
      return { ...command, query: { ...command.query, projection } }
    case "Compare":
      return { ...command, query: { ...command.query, projection } }
  }
}

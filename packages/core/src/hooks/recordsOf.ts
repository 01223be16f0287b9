/** `Records` over a store: each call a command with the server's permit and the request's stamp. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { type Act, forServer, type Permit } from "../access/Permit.ts"
import { type Command, unconditional } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { validate } from "../command/validate.ts"
import { type CommandFailure, type RecordInvalid, RecordNotFound } from "../failures.ts"
import { compact } from "../query/compact.ts"
import * as Predicate from "../query/Predicate.ts"
import * as Projection from "../query/Projection.ts"
import type { Query } from "../query/Query.ts"
import type { Column } from "../resource/Column.ts"
import { columnOf } from "../resource/columnOf.ts"
import { readUid } from "../resource/Key.ts"
import type { Resource, RowOf } from "../resource/Resource.ts"
import { found, written } from "../store/expect.ts"
import type { Run } from "../store/ResourceStore.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { newUid } from "./newUid.ts"
import type { Moment, Records, Uid } from "./Records.ts"
import { typedRow } from "./typedRow.ts"

/** What a hook's records are reached by. */
export interface Reach extends Moment {
  readonly run: Run
  readonly random: SecureRandom.SecureRandom["Service"]
  /** Whether what is got stays locked until the unit is over; there is nothing to hold a lock outside of one. */
  readonly lock: boolean
}

export const recordsOf = (reach: Reach): Records["Service"] => ({
  get: (resource, uid) => Effect.flatMap(uidOf(resource, uid), (known) => get(reach, resource, known)),
  list: (resource, where, options = {}) => list(reach, resource, where, options.limit ?? 100),
  create: (resource, body) =>
    Effect.flatMap(valid(resource, body, "whole"), (values) => create(reach, resource, values)),
  update: (resource, uid, body) =>
    Effect.flatMap(valid(resource, body, "part"), (values) =>
      Effect.flatMap(uidOf(resource, uid), (known) => update(reach, resource, known, values))
    ),
  delete: (resource, uid) => Effect.flatMap(uidOf(resource, uid), (known) => remove(reach, resource, known))
})

function get<R extends Resource>(reach: Reach, resource: R, uid: string) {
  const target = { permit: permitOf(reach, resource, "get"), uid }
  const look = reach.lock
    ? stamped(reach, { _tag: "Lock", ...target, condition: unconditional })
    : stamped(reach, { _tag: "Get", ...target, projection: Projection.whole(resource) })
  return Effect.flatMap(found(reach.run, look), (rows) => first(resource, uid, rows.values()))
}

function list<R extends Resource>(
  reach: Reach,
  resource: R,
  where: object,
  limit: number
): Effect.Effect<ReadonlyArray<RowOf<R>>, CommandFailure> {
  const query: Query = {
    filter: equalTo(resource, where),
    order: [],
    page: { _tag: "Offset", limit, offset: 0 },
    projection: Projection.whole(resource),
    count: null
  }
  const command = stamped(reach, { _tag: "List", permit: permitOf(reach, resource, "list"), query })
  return Effect.map(found(reach.run, command), (rows) => rows.values().map((row) => typedRow(resource, row)))
}

const create = Effect.fnUntraced(function* <R extends Resource>(reach: Reach, resource: R, values: Values) {
  const uid = yield* newUid(resource, reach.random)
  const projection = Projection.whole(resource)
  const command = { _tag: "Create", permit: permitOf(reach, resource, "create"), values, projection } as const
  const rows = yield* written(reach.run, stamped(reach, command, uid))
  return yield* first(resource, uid ?? "", rows.values())
})

function update<R extends Resource>(reach: Reach, resource: R, uid: string, values: Values) {
  const target = { permit: permitOf(reach, resource, "update"), uid, condition: unconditional }
  const projection = Projection.whole(resource)
  const command = stamped(reach, { _tag: "Update", ...target, values, merge: false, projection })
  return Effect.flatMap(written(reach.run, command), (rows) => first(resource, uid, rows.values()))
}

function remove(reach: Reach, resource: Resource, uid: string) {
  const target = { permit: permitOf(reach, resource, "delete"), uid, condition: unconditional }
  const command = stamped(reach, { _tag: "Delete", ...target, projection: Projection.none })
  return Effect.asVoid(written(reach.run, command))
}

function permitOf<R extends Resource, A extends Act>(reach: Reach, resource: R, act: A): Permit<R, A> {
  return forServer(resource, act, reach.caller)
}

function stamped(reach: Reach, command: Command<Resource, Cell>, newUid: string | null = null) {
  return stamp(command, reach.caller, reach.at, newUid)
}

function first<R extends Resource>(resource: R, uid: string, rows: ReadonlyArray<Values>) {
  const [row] = rows
  return row === undefined
    ? Effect.fail(new RecordNotFound({ resource: resource.name, uid }))
    : Effect.succeed(typedRow(resource, row))
}

/** All of these values, as their columns write them; what a column cannot hold is in no record. */
function equalTo(resource: Resource, where: object): Predicate.Predicate {
  const parts = Object.entries(where).map(([name, value]: readonly [string, unknown]) =>
    value === undefined ? Predicate.always : equality(columnOf(resource, name), value)
  )
  return compact(Predicate.and(...parts))
}

function equality(column: Column, value: unknown): Predicate.Predicate {
  // Nothing is equal to null in SQL, so it is asked for by its own word.
  if (value === null) return { _tag: "Is", column, value: null }
  const cell = column.cell.fromJson(value)
  return Result.isSuccess(cell)
    ? { _tag: "Compare", column, operator: "eq", value: cell.success }
    : Predicate.never
}

/** A uid as its column writes it; one that the column cannot hold belongs to no record. */
function uidOf({ name, key }: Resource, given: Uid) {
  const uid = readUid(key, String(given))
  return uid === null
    ? Effect.fail(new RecordNotFound({ resource: name, uid: String(given) }))
    : Effect.succeed(uid)
}

function valid(
  resource: Resource,
  body: object,
  extent: "whole" | "part"
): Effect.Effect<Values, RecordInvalid> {
  return Effect.fromResult(validate(resource, { ...body }, { extent, by: "server", strict: true }))
}

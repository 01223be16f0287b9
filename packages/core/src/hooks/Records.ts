/** How hooks reach records, of any resource: in the same transaction, stamped with the same caller, without rules or hooks. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { stamp } from "../command/stamp.ts"
import { unguarded } from "../access/authorise.ts"
import type { Caller } from "../access/Caller.ts"
import type { Cell } from "../value/ColumnType.ts"
import { type Command, unconditional } from "../command/Command.ts"
import { type CommandFailure, RecordNotFound } from "../failures.ts"
import * as Projection from "../query/Projection.ts"
import type * as Resource from "../resource/Resource.ts"
import type { Run } from "../store/ResourceStore.ts"
import { validate } from "../command/validate.ts"

type One<R extends Resource.Resource> = Effect.Effect<Resource.RowOf<R>, CommandFailure>

/**
 * Around a write, `get` locks what it reads until the write is done: counters stay right. Get the record that will be
 * updated before what refers to it is created: the other way round two hooks may wait for each other until PostgreSQL
 * undoes one, which then runs again. What is asked for at once runs one after the other, a step that is interrupted ends
 * the unit, and a hook waits for what it starts: after the write, or the read, these die and write nothing.
 */
export class Records extends Context.Service<
  Records,
  {
    readonly get: <R extends Resource.Resource>(resource: R, uid: string) => One<R>
    readonly create: <R extends Resource.Resource>(resource: R, values: Resource.ServerCreateOf<R>) => One<R>
    readonly update: <R extends Resource.Resource>(
      resource: R,
      uid: string,
      values: Resource.ServerUpdateOf<R>
    ) => One<R>
    readonly delete: (resource: Resource.Resource, uid: string) => Effect.Effect<void, CommandFailure>
  }
>()("@pgcrest/core/Records") {}

/** Who acts and when: what every stamp within one request shares. */
export interface Moment {
  readonly caller: Caller
  /** RFC 3339 in UTC. */
  readonly at: string
}

/** Records over one unit's `run`, or, for read hooks, over a store without locks. */
export const recordsOf = (
  run: Run,
  { caller, at }: Moment,
  random: SecureRandom.SecureRandom["Service"],
  lock: boolean
): Records["Service"] => {
  const one = <R extends Resource.Resource>(
    command: Command<R, Cell>,
    uid: string,
    newUid: string | null = null
  ) =>
    Effect.flatMap(run(stamp(command, caller, at, newUid)), (rows) => {
      const [row] = rows.values()
      return row === undefined
        ? Effect.fail(new RecordNotFound({ resource: command.resource.name, uid }))
        : Effect.succeed(row)
    })
  const target = { guard: unguarded, condition: unconditional }
  return {
    get: (resource, given) =>
      Effect.flatMap(uidOf(resource, given), (uid) =>
        one(
          {
            _tag: "Get",
            resource,
            uid,
            guard: unguarded,
            projection: Projection.whole(resource),
            lock: lock ? unconditional : null
          },
          uid
        )
      ),
    create: (resource, body) =>
      Effect.flatMap(Effect.all([valid(resource, body, "whole"), random.uuidV7()]), ([values, uid]) =>
        one({ _tag: "Create", resource, guard: unguarded, values }, uid, uid)
      ),
    update: (resource, given, body) =>
      Effect.flatMap(Effect.all([valid(resource, body, "part"), uidOf(resource, given)]), ([values, uid]) =>
        one(
          {
            _tag: "Update",
            resource,
            uid,
            values,
            merge: false,
            projection: Projection.whole(resource),
            ...target
          },
          uid
        )
      ),
    delete: (resource, given) =>
      Effect.flatMap(uidOf(resource, given), (uid) =>
        Effect.asVoid(
          run(
            stamp({ _tag: "Delete", resource, uid, projection: Projection.none, ...target }, caller, at, null)
          )
        )
      )
  }
}

/** A uid as its column writes it; one that the column cannot hold belongs to no record. */
function uidOf({ name, key }: Resource.Resource, given: string) {
  const cell = key.cell.fromJson(given)
  return Result.isSuccess(cell)
    ? Effect.succeed(String(cell.success))
    : Effect.fail(new RecordNotFound({ resource: name, uid: given }))
}

function valid(resource: Resource.Resource, body: object, extent: "whole" | "part") {
  const checked = validate(resource, { ...body }, { extent, by: "server", strict: true })
  return Result.isSuccess(checked) ? Effect.succeed(checked.success) : Effect.fail(checked.failure)
}

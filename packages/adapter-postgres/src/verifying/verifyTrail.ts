/** Compares the records of an api with their trail, and the trail with itself. */
import {
  type Api,
  type Resource,
  type StoreFailure,
  type TrailDiagnostic,
  trailDiagnostic,
  type TrailFault
} from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { PgError } from "../client/PgError.ts"
import * as PostgresClient from "../client/PostgresClient.ts"
import { configured, type PostgresOptions } from "../configuration/configuration.ts"
import { translate } from "../run/failureOf.ts"
import { changesFault, changesWalk } from "./changesWalk.ts"
import { countsWalk } from "./countsWalk.ts"
import { rowsWalk } from "./rowsWalk.ts"
import { isComparable, sharingWith } from "./sharing.ts"
import { type Walk, walk } from "./Walk.ts"

/** What is looked at, and where. */
export interface VerifyOptions<Names extends string> extends PostgresOptions {
  /** The names of resources; all when left out. */
  readonly resources?: ReadonlyArray<Names>
}

/**
 * What does not agree, resource by resource, as of one moment: whoever writes meanwhile is no fault. Reads a batch at a time, no
 * faster than it is taken, and needs no right but to select. Opens a connection of its own.
 */
export const verifyTrail = <Names extends string>(
  { resources }: Api.Api<unknown, unknown, Names>,
  { resources: named, ...options }: VerifyOptions<NoInfer<Names>> = {}
): Stream.Stream<TrailDiagnostic, StoreFailure | Config.ConfigError> => {
  const chosen = [...resources].flatMap(([name, resource]) =>
    named === undefined || named.includes(name) ? [resource] : []
  )
  return Stream.callback<TrailDiagnostic, StoreFailure | Config.ConfigError>(
    (queue) => {
      const tell = (faults: ReadonlyArray<TrailFault>) =>
        Effect.asVoid(Queue.offerAll(queue, faults.map(trailDiagnostic)))
      return configured(options).pipe(
        Effect.flatMap((config) => Layer.build(PostgresClient.layer(config))),
        Effect.flatMap((client) => Effect.provide(asOfNow(chosen, [...resources.values()], tell), client)),
        Effect.andThen(Queue.end(queue))
      )
    },
    { bufferSize: 1000 }
  )
}

type Tell = (faults: ReadonlyArray<TrailFault>) => Effect.Effect<void>

const asOfNow = (
  chosen: ReadonlyArray<Resource.Resource>,
  all: ReadonlyArray<Resource.Resource>,
  tell: Tell
) =>
  Effect.gen(function* () {
    const { transaction } = yield* PostgresClient.PostgresClient
    yield* transaction((query) =>
      Effect.andThen(
        query(snapshot),
        Effect.forEach(
          chosen,
          (resource) => {
            const others = sharingWith(resource, all)
            // What no resource of a table knows is told once.
            const isFirst = others.every(
              (other) => !chosen.includes(other) || chosen.indexOf(other) > chosen.indexOf(resource)
            )
            const rows = isFirst ? rowsWalk(resource, others) : null
            return verified({ resource, others, rows }, query, tell)
          },
          { discard: true }
        )
      )
    )
  }).pipe(Effect.catch((error) => translate(error, null, false)))

const snapshot = {
  name: null,
  text: "set transaction isolation level repeatable read, read only",
  values: []
}

interface Verifying {
  readonly resource: Resource.Resource
  /** The other resources of its table. */
  readonly others: ReadonlyArray<Resource.Resource>
  /** The rows that nobody knows; null where they are told otherwise, or cannot be. */
  readonly rows: Walk | null
}

const verified = (
  { resource, others, rows }: Verifying,
  query: PostgresClient.Query,
  tell: Tell
): Effect.Effect<void, PgError> =>
  Effect.gen(function* () {
    const { name } = resource
    if (!isComparable(resource, others))
      yield* tell([{ _tag: "TableShared", resource: name, others: others.map((other) => other.name) }])
    if (rows !== null)
      yield* walk(query, rows, (found) =>
        tell(found.map(([uid]) => ({ _tag: "RowUnrecorded", resource: name, uid: String(uid) })))
      )
    let unplaced = 0
    yield* walk(query, changesWalk(resource, others), (found) => {
      const faults = found.map((row) => changesFault(resource, row))
      for (const fault of faults) if (fault._tag === "DefaultPartitionUsed") unplaced += fault.changes
      return tell(faults.filter(({ _tag }) => _tag !== "DefaultPartitionUsed"))
    })
    if (unplaced > 0) yield* tell([{ _tag: "DefaultPartitionUsed", resource: name, changes: unplaced }])
    yield* walk(query, countsWalk(resource), (found) =>
      tell(
        found.map(([uid, counted]) => ({
          _tag: "HistoryGone",
          resource: name,
          uid: String(uid),
          counted: String(counted)
        }))
      )
    )
  })

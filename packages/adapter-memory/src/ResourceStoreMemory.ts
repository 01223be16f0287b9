/** A `ResourceStore` in plain maps: for tests and first steps, kept honest by the contract. */
import {
  asksSearch,
  type AuditedCommand,
  guardUnit,
  type KeptRefusal,
  keptRefusal,
  makeKeys,
  ResourceStore,
  Rows,
  type Run,
  SearchUnsupported
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Semaphore from "effect/Semaphore"
import { type Answer, compare, get, history, list, lock, recall, trace } from "./read.ts"
import { forget, keep, make, rollback, type Tables } from "./Tables.ts"
import { write } from "./write.ts"
import { writeMany } from "./writeMany.ts"

/** An empty store, of its own for each time the layer is built. */
export const layer: Layer.Layer<ResourceStore> = Layer.sync(ResourceStore, () => storeOver(make([])))

/** The same, which keeps what was refused where its owner reads it, as in a database the owner of the trail does. */
export const layerWith = ({
  refusals
}: {
  readonly refusals: Array<KeptRefusal>
}): Layer.Layer<ResourceStore> => Layer.sync(ResourceStore, () => storeOver(make(refusals)))

function storeOver(tables: Tables): ResourceStore["Service"] {
  const keys = makeKeys()
  const turn = Semaphore.makeUnsafe(1)
  const inside: Run = (command) => Effect.suspend(() => Effect.fromResult(answer(tables, command)))
  // In one step: an interruption between write and forget would leave it to another unit's rollback.
  const alone: Run = (command) =>
    Effect.suspend(() => {
      const answered = keys.command(command, () => answer(tables, command))
      forget(tables)
      return Effect.fromResult(answered)
    })
  return ResourceStore.of({
    run: (command) => turn.withPermit(alone(command)),
    unit: (body, keeping) =>
      turn.withPermit(
        Effect.onExit(keys.unit(keeping, guardUnit(inside, body)), (exit) =>
          Effect.sync(() => (Exit.isSuccess(exit) ? forget(tables) : rollback(tables)))
        )
      )
  })
}

function answer(tables: Tables, audited: AuditedCommand): Answer {
  const { command } = audited
  // What a language makes of words PostgreSQL alone knows.
  return asksSearch(command)
    ? Result.fail(new SearchUnsupported({ resource: command.permit.resource.name }))
    : answerOf(tables, audited)
}

// Exhaustive: a new command does not compile until memory answers it too.
function answerOf(tables: Tables, audited: AuditedCommand): Answer {
  const { command } = audited
  switch (command._tag) {
    case "Get":
      return get(tables, command)
    case "Lock":
      return lock(tables, command)
    case "List":
      return list(tables, command)
    case "Compare":
      return compare(tables, command, audited)
    case "Recall":
      return recall(tables, command)
    case "Trace":
      return trace(tables, command)
    case "History":
      return history(tables, command)
    case "RecordRefusal":
      keep(tables, keptRefusal(command, audited.stamp))
      return Result.succeed(Rows.fromChanges(command.permit.resource, [], null))
    case "Create":
    case "Replace":
    case "Update":
    case "Delete":
      return write(tables, command, audited)
    case "CreateMany":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return writeMany(tables, command, audited)
  }
}

/** Writes of many records, all of them or none: every verdict comes before any constraint. */
import {
  type AuditedCommand,
  type Cell,
  type Command,
  holds,
  missingFailure,
  type Referring,
  referringFieldsOf,
  type Resource,
  Rows,
  StillReferenced,
  type StoreFailure,
  takenFailure,
  unseenFailure,
  type Write
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyOf } from "./keyOf.ts"
import { decisions } from "./decideMany.ts"
import type { Answer } from "./read.ts"
import { put, rollbackTo, type Tables } from "./Tables.ts"
import { isReferenced, othersOf } from "./write.ts"

/** The rows and their changes, or none of them. */
export const writeMany = (
  tables: Tables,
  command: Command.WriteMany<Resource.Resource, Cell>,
  { stamp, references }: AuditedCommand
): Answer<Rows.WrittenMany> => {
  const { resource } = command.permit
  const decided = decisions(tables, command, stamp)
  if ("_tag" in decided) return Result.fail(decided)
  const told = { resource, references, fields: referringFieldsOf(command) }
  const judged = decided.map((decision) =>
    Result.flatMap(decision, (write) => orFail(unseenFailure(told, write, othersOf(tables, resource)), write))
  )
  return Result.flatMap(Result.all(judged), (writes) => putAll(tables, command, told, writes))
}

function putAll(
  tables: Tables,
  command: Command.WriteMany<Resource.Resource, Cell>,
  told: Referring,
  writes: ReadonlyArray<Write>
): Answer<Rows.WrittenMany> {
  const start = tables.undo.length
  const keyBefore = keyOf(tables, told.resource, ...writes.map((write) => write.told))
  const failure = forbidden(tables, told, writes)
  if (failure !== null) {
    rollbackTo(tables, start)
    return Result.fail(failure)
  }
  // What is deleted is told by the tag that it had.
  const keys =
    command._tag === "DeleteMany"
      ? keyBefore
      : keyOf(tables, told.resource, ...writes.map((write) => write.told))
  const seen = (write: Write) => write.row === null || holds(command.permit.see, write.row)
  const shown = writes.filter(seen).map((write) => write.told)
  const met = writes.map((write) => ({
    ...keys(write.told),
    created: write.change?.operation === "create",
    visible: seen(write)
  }))
  return Result.succeed(Rows.writtenMany(Rows.fromValues(command.projection, shown, keys), met))
}

/** Puts them one by one, what was there before what is new; the first constraint that one breaks, or all of them together. */
function forbidden(tables: Tables, told: Referring, writes: ReadonlyArray<Write>): StoreFailure | null {
  const { resource } = told
  const others = othersOf(tables, resource)
  const changing = writes.filter(({ change }) => change !== null)
  for (const write of [
    ...changing.filter(({ before }) => before !== null),
    ...changing.filter(({ before }) => before === null)
  ]) {
    const taken = takenFailure(resource, write, others)
    if (taken !== null) return taken
    if (write.change !== null) put(tables, resource, write.row, write.change)
  }
  for (const write of changing) {
    const missing = missingFailure(told, write, others)
    if (missing !== null) return missing
    if (write.row === null && isReferenced(tables, resource, String(write.change?.uid)))
      return new StillReferenced({ resource: resource.name, uid: "" })
  }
  return null
}

function orFail(failure: StoreFailure | null, write: Write): Result.Result<Write, StoreFailure> {
  return failure === null ? Result.succeed(write) : Result.fail(failure)
}

/** Writes of many records, decided by core, then put: all of them or none. */
import {
  type AuditedCommand,
  type Cell,
  type Command,
  decideMany,
  type Held,
  type Resource,
  Rows
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyOf, storedOf } from "./keyOf.ts"
import type { Answer } from "./read.ts"
import { nextUid, put, type Tables, tableOf } from "./Tables.ts"
import { othersOf } from "./write.ts"

/** The rows and their changes, or none of them. */
export const writeMany = (
  tables: Tables,
  command: Command.WriteMany<Resource.Resource, Cell>,
  audited: AuditedCommand
): Answer<Rows.WrittenMany> => {
  const { resource } = command.permit
  return Result.map(decideMany(command, audited, heldIn(tables, resource)), (writes) => {
    const keys = () => keyOf(tables, resource, ...writes.map(({ told }) => told))
    const before = keys()
    for (const { row, change } of writes) if (change !== null) put(tables, resource, row, change)
    // What is deleted is told by the tag that it had.
    return Rows.fromWrites(command, writes, command._tag === "DeleteMany" ? before : keys())
  })
}

function heldIn(tables: Tables, resource: Resource.Resource): Held {
  return {
    ...othersOf(tables, resource),
    stored: (uid) => storedOf(tables, resource, uid),
    all: () =>
      [...tables.byName.values()].flatMap((table) =>
        [...table.rows.values()].map((row) => [table.resource, row] as const)
      ),
    newUid: () => nextUid(tableOf(tables, resource))
  }
}

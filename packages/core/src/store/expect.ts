/** Answers by their kind: a store that gives another than a command asks for is broken, and that is a defect. */
import * as Effect from "effect/Effect"
import type { Command } from "../command/Command.ts"
import type { AuditedCommand } from "../command/stamp.ts"
import type { StoreFailure } from "../failures.ts"
import type { Run } from "./ResourceStore.ts"
import type { Changes, Differences, Found, Rows, Written, WrittenMany } from "./Rows.ts"

/** Exhaustive: a new command does not compile until its kind of answer is decided. */
const kinds = {
  Create: "Written",
  Get: "Found",
  Lock: "Found",
  Recall: "Changes",
  Trace: "Changes",
  List: "Found",
  Compare: "Differences",
  Replace: "Written",
  Update: "Written",
  Delete: "Written",
  CreateMany: "WrittenMany",
  Upsert: "WrittenMany",
  UpdateMany: "WrittenMany",
  DeleteMany: "WrittenMany",
  History: "Changes",
  RecordRefusal: "Changes"
} as const satisfies Readonly<Record<Command["_tag"], Rows["_tag"]>>

/** The answer to a command, of whatever kind it asks for. */
export const answered = (run: Run, command: AuditedCommand): Effect.Effect<Rows, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === kinds[command.command._tag] ? Effect.succeed(rows) : broken(command, rows)
  )

/** The records that a Get, Lock or List finds. */
export const found = (run: Run, command: AuditedCommand): Effect.Effect<Found, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === "Found" ? Effect.succeed(rows) : broken(command, rows)
  )

/** What a Compare tells apart. */
export const differences = (run: Run, command: AuditedCommand): Effect.Effect<Differences, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === "Differences" ? Effect.succeed(rows) : broken(command, rows)
  )

/** What a write wrote. */
export const written = (run: Run, command: AuditedCommand): Effect.Effect<Written, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === "Written" ? Effect.succeed(rows) : broken(command, rows)
  )

/** What a write of many wrote. */
export const writtenMany = (run: Run, command: AuditedCommand): Effect.Effect<WrittenMany, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === "WrittenMany" ? Effect.succeed(rows) : broken(command, rows)
  )

/** The changes that a History, a Recall or a Trace finds; a RecordRefusal finds none. */
export const changes = (run: Run, command: AuditedCommand): Effect.Effect<Changes, StoreFailure> =>
  Effect.flatMap(run(command), (rows) =>
    rows._tag === "Changes" ? Effect.succeed(rows) : broken(command, rows)
  )

function broken({ command }: AuditedCommand, rows: Rows): Effect.Effect<never> {
  return Effect.die(new Error(`The store answered ${rows._tag} to a ${command._tag}.`))
}

/** One record: its row where the caller may see it; inside a unit locked and judged. */
import { type Command, RecordNotFound, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { outputOf } from "../rows/output.ts"
import { render, type Sql, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { andSeen, deniesOn, mismatches } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Get = Input<Command.Get<Resource.Resource>>

export const get = (input: Get): Omit<Statement<Get>, "name"> =>
  input.command.lock === null ? read(input) : lock(input)

function read(input: Get): Omit<Statement<Get>, "name"> {
  const { resource, projection } = input.command
  const output = outputOf(resource, projection)
  return {
    ...render(sql<Get>`select ${output.list("record")}
${seenRecord(input)}`),
    read: (rows, { command: { uid } }) =>
      rows.length === 0
        ? Result.fail(new RecordNotFound({ resource: resource.name, uid }))
        : Result.succeed(output.rows(rows))
  }
}

function lock(input: Get): Omit<Statement<Get>, "name"> {
  const { resource, projection } = input.command
  const output = outputOf(resource, projection)
  const told = judgement({ visible: null, immutable: null, verdict: verdict(input) })
  return {
    ...render(sql<Get>`select ${output.list("record")},
  ${told}
${seenRecord(input)}
for no key update of record`),
    // Which write it locks for is not known here: whoever asked says so instead.
    read: (rows, { command: { uid } }) =>
      readJudged(rows, output, { resource: resource.name, uid, act: "update" })
  }
}

/** The record that the command names, where its caller may see it. */
function seenRecord(input: Get): Sql<Get> {
  const { resource } = input.command
  return sql<Get>`from ${source(resource, "now")}
where ${uidEquals(resource, "record")}${andSeen(input, "record")}`
}

/** Whether the write that is to come may touch the record as it is. */
function verdict(input: Get): Sql<Get> {
  const { resource, lock } = input.command
  return verdictSql<Get>(
    [
      ["NotPermitted", deniesOn(input, "act", "record")],
      ["VersionMismatch", mismatches(lock, ({ command }) => command.lock, resource, "record")]
    ],
    "lock"
  )
}

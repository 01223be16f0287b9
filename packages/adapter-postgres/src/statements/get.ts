/** One record: its row where the caller may see it; inside a unit locked and judged. */
import { type Command, RecordNotFound, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { outputOf } from "../rows/output.ts"
import { render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"
import { andSeen, deniesOn, mismatches } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

type Get = Input<Command.Get<Resource.Resource>>

export const get = (input: Get): Omit<Statement<Get>, "name"> => {
  const { resource, select, lock } = input.command
  const output = outputOf(resource, select)
  const from = sql<Get>`from ${source(resource, "now")} where ${uidEquals(resource, "b")}${andSeen(input, "b")}`
  if (lock === null)
    return {
      ...render(sql<Get>`select ${output.list("b")} ${from}`),
      read: (rows, { command: { uid } }) =>
        rows.length === 0
          ? Result.fail(new RecordNotFound({ resource: resource.name, uid }))
          : Result.succeed(output.rows(rows))
    }
  const verdict = verdictSql<Get>(
    [
      ["NotPermitted", deniesOn(input, "act", "b")],
      ["VersionMismatch", mismatches<Get>(lock, ({ command }) => command.lock, resource, "b")]
    ],
    "lock"
  )
  return {
    ...render(sql<Get>`select ${output.list("b")}, ${judgement({ verdict })} ${from} for no key update of b`),
    // Which write it locks for is not known here: whoever asked says so instead.
    read: (rows, { command: { uid } }) =>
      readJudged(rows, output, { resource: resource.name, uid, act: "update" })
  }
}

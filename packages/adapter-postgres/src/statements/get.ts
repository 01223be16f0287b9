/** One record: its row where the caller may see it; inside a unit locked and judged. */
import { type Command, NotPermitted, RecordNotFound, type Resource, VersionMismatch } from "@pgcrest/core"
import * as Result from "effect/Result"
import { tableName } from "../sql/columns.ts"
import { conditionSql } from "../sql/condition.ts"
import { outputOf } from "../rows/output.ts"
import { render, sql } from "../sql/Sql.ts"
import type { Input, Statement } from "./Statement.ts"
import { ruleOn } from "./rule.ts"
import { uidEquals } from "./stamp.ts"

type Get = Input<Command.Get<Resource.Resource>>

export const get = (input: Get): Omit<Statement<Get>, "name"> => {
  const { resource, select, lock } = input.command
  const output = outputOf(resource, select)
  const see = ruleOn(input, "see", "b")
  const condition = conditionSql<Get>(lock, ({ command }) => command.lock, resource, "b")
  const text =
    lock === null
      ? sql`select ${output.list("b")} from ${tableName(resource)} b where ${uidEquals(resource, "b")} and ${see}`
      : sql`select ${output.list("b")}, case when not (${ruleOn(input, "act", "b")}) is true then 'NotPermitted' when not (${condition}) then 'VersionMismatch' end
from ${tableName(resource)} b where ${uidEquals(resource, "b")} and ${see} for no key update of b`
  return {
    ...render(text),
    read: (rows, { command: { uid } }) => {
      const [row] = rows
      if (row === undefined) return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      const verdict = lock === null ? null : (row.at(-1) ?? null)
      if (verdict === "NotPermitted")
        return Result.fail(new NotPermitted({ resource: resource.name, act: "update" }))
      if (verdict === "VersionMismatch")
        return Result.fail(new VersionMismatch({ resource: resource.name, uid }))
      return Result.succeed(output.rows(rows))
    }
  }
}

/** One record: its row where the caller may see it; of a view, or of tables that inherit, the first of those that share a uid. */
import { type Query, RecordNotFound } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import { outputOf, single } from "../rows/output.ts"
import { rowNameOf, sourceAt } from "../shape/PastShape.ts"
import type { GetShape } from "../shape/Shape.ts"
import { render, type Sql, sql } from "../sql/Sql.ts"
import { sourceAs } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import type { Answer, Statement } from "./Statement.ts"

export const get = (shape: GetShape): Statement => {
  const { found, told } = findOne(shape)
  return { ...render(found), read: (rows, { uid }) => told(rows, uid, null) }
}

/** A look for one record. */
export interface Finding {
  readonly found: Sql
  readonly told: (rows: ReadonlyArray<TextRow>, uid: string, then: Query.Then | null) => Answer
}

/** What finds the record, as of whenever its shape says, and what its row is. */
export const findOne = ({ resource, see, items, past }: GetShape): Finding => {
  const output = outputOf(resource, items)
  const row = rowNameOf(past)
  const found = sql`select ${output.list(row)}
from ${sourceAs(resource, sourceAt(past, resource), row)}
where ${isNamed(resource, row)}${andSeen(see, row)}
limit 1`
  const told = (rows: ReadonlyArray<TextRow>, uid: string, then: Query.Then | null) =>
    rows.length === 0
      ? Result.fail(new RecordNotFound({ resource: resource.name, uid }))
      : Result.succeed(output.found(rows, { ...single, past: then }))
  return { found, told }
}

/** One record: its row where the caller may see it; of a view, or of tables that inherit, the first of those that share a uid. */
import { RecordNotFound } from "@pgcrest/core"
import * as Result from "effect/Result"
import { outputOf, single } from "../rows/output.ts"
import type { GetShape } from "../shape/Shape.ts"
import { render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import type { Statement } from "./Statement.ts"

export const get = ({ resource, see, items }: GetShape): Statement => {
  const output = outputOf(resource, items)
  return {
    ...render(sql`select ${output.list("record")}
from ${source(resource, "now")}
where ${isNamed(resource, "record")}${andSeen(see, "record")}
limit 1`),
    read: (rows, { uid }) =>
      rows.length === 0
        ? Result.fail(new RecordNotFound({ resource: resource.name, uid }))
        : Result.succeed(output.found(rows, single))
  }
}

/** One record: its row where the caller may see it; of a view, or of tables that inherit, the first of those that share a uid. */
import { RecordNotFound, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { outputOf } from "../rows/output.ts"
import type { GetShape } from "../shape/Shape.ts"
import { raw, render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import type { Statement } from "./Statement.ts"

export const get = ({ resource, see, projection }: GetShape): Statement => {
  const output = outputOf(resource, projection)
  return {
    ...render(sql`select ${output.list("record")}
from ${source(resource, "now")}
where ${isNamed(resource, "record")}${andSeen(see, "record")}${limit(resource)}`),
    read: (rows, { uid }) =>
      rows.length === 0
        ? Result.fail(new RecordNotFound({ resource: resource.name, uid }))
        : Result.succeed(output.found(rows.length === 1 ? rows : rows.slice(0, 1), null))
  }
}

// A node more in the plan, of which a table with a key of its own has no need: a twentieth of the server's time.
function limit({ key, view }: Resource.Resource) {
  return raw(view || Resource.soleColumn(key) === null ? "\nlimit 1" : "")
}

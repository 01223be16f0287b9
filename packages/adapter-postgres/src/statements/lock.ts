/** Inside a unit: a record locked, and judged as the act that the lock is for. */
import { Projection } from "@pgcrest/core"
import { outputOf } from "../rows/output.ts"
import type { LockShape } from "../shape/Shape.ts"
import { render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { andSeen, denies, mismatches, onRow } from "./rule.ts"
import { uidEquals } from "./stamp.ts"
import type { Statement } from "./Statement.ts"
import { judgement, readJudged, verdictSql } from "./verdict.ts"

export const lock = ({ resource, act, see, using, condition }: LockShape): Statement => {
  const output = outputOf(resource, Projection.whole(resource))
  const verdict = verdictSql(
    [
      ["NotPermitted", denies(using, onRow("record"))],
      ["VersionMismatch", mismatches(condition, resource, "record")]
    ],
    "lock"
  )
  return {
    ...render(sql`select ${output.list("record")},
  ${judgement({ visible: null, immutable: null, verdict })}
from ${source(resource, "now")}
where ${uidEquals(resource, "record")}${andSeen(see, "record")}
for no key update of record`),
    read: (rows, uid) =>
      readJudged(rows, (seen) => output.found(seen, null), { resource: resource.name, uid, act })
  }
}

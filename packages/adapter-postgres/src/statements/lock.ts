/** Inside a unit: a record locked, and judged as the act that the lock is for. */
import { wholeItems } from "../shape/SelectionShape.ts"
import { outputOf, single } from "../rows/output.ts"
import type { LockShape } from "../shape/Shape.ts"
import { raw, render, sql } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { andSeen } from "./rule.ts"
import { isNamed } from "../sql/key.ts"
import type { Statement } from "./Statement.ts"
import { judgement, readJudged, useCases, verdictSql } from "./verdict.ts"

export const lock = (shape: LockShape): Statement => {
  const { resource, act, see } = shape
  const output = outputOf(resource, wholeItems(resource))
  const verdict = verdictSql(useCases(shape), "lock")
  return {
    ...render(sql`select ${output.list("record")},
  ${judgement({ visible: null, immutable: null, verdict })}
from ${source(resource, "now")}
where ${isNamed(resource, "record")}${andSeen(see, "record")}
for ${raw(strengthOf(shape))} of record`),
    read: (rows, asked) => readJudged(rows, (seen) => output.found(seen, single), { ...asked, resource, act })
  }
}

/** What is to be deleted softly lets nobody refer to it meanwhile, as a delete of its row would not. */
function strengthOf({ act, resource }: LockShape): string {
  return act === "delete" && resource.softDelete !== null ? "update" : "no key update"
}

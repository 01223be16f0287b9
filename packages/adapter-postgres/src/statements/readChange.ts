/** A row of the change table as core's `Change`. */
import { type Change, operations } from "@pgcrest/core"
import { readCell } from "../readCell.ts"
import type { TextRow } from "../Statement.ts"

export const readChange = (resource: string, row: TextRow): Change => {
  const [uid, version, operation, at, actor, requestId, after] = row
  const content = readCell(after ?? null, { kind: "jsonb" })
  return {
    resource,
    uid: uid ?? "",
    version: BigInt(version ?? 0),
    operation: operations.find((known) => known === operation) ?? "update",
    at: at ?? "",
    actor: actor ?? "",
    request_id: requestId ?? null,
    after: typeof content === "object" && content !== null ? { ...content } : null
  }
}

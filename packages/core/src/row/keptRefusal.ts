/** A request that was refused, as a store keeps it: who asked for what, when, and nothing of what they sent. */
import type { Provenance } from "../change/Change.ts"
import type { RecordRefusal } from "../command/Command.ts"
import type { Stamp } from "../command/stamp.ts"
import { provenanceOf } from "./nextChange.ts"

/** One row of what was refused; no content, and no metadata, which clients tell of changes. */
export interface KeptRefusal extends Omit<Provenance, "metadata"> {
  /** The name of the resource that refused. */
  readonly resource: string
  /** Null where it was about no single record, or one that was yet to come. */
  readonly uid: string | null
  /** What was asked: `update`; null where that was a part of `via` alone. */
  readonly act: string | null
  /** Why: `NotPermitted`, `VersionMismatch`, or what an application's hook calls it. */
  readonly kind: string
  /** RFC 3339 in UTC. */
  readonly at: string
}

/** What is kept for a RecordRefusal. */
export const keptRefusal = ({ act, kind, permit, uid }: RecordRefusal, stamp: Stamp): KeptRefusal => {
  const { metadata: _, ...provenance } = provenanceOf(stamp)
  return { resource: permit.resource.name, uid, act, kind, at: stamp.at, ...provenance }
}

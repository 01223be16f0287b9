/** How grave each fault of a trail is, and the sentence that tells it. */
import type { TrailFault } from "./TrailFault.ts"

/** A fault with its severity, and its sentence as a message; that of a note begins with "Note: ". */
export type TrailDiagnostic = TrailFault & { readonly severity: "error" | "note"; readonly message: string }

/** Tells a fault. */
export const trailDiagnostic = (fault: TrailFault): TrailDiagnostic => {
  const severity = severities[fault._tag]
  const sentence = `${subjectOf(fault)} ${tellingOf(fault)}`
  return { ...fault, severity, message: severity === "note" ? `Note: ${sentence}` : sentence }
}

const severities = {
  RowUnrecorded: "error",
  RowDiffers: "error",
  RowAhead: "error",
  RowBehind: "error",
  RowGone: "error",
  RowAfterDelete: "error",
  VersionsMissing: "error",
  VersionRepeated: "error",
  SealedAltered: "error",
  InstantBackwards: "error",
  CountBehind: "error",
  CountAhead: "error",
  HistoryGone: "note",
  TableShared: "note",
  DefaultPartitionUsed: "note"
} as const satisfies Readonly<Record<TrailFault["_tag"], TrailDiagnostic["severity"]>>

function subjectOf(fault: TrailFault): string {
  return "uid" in fault ? `${fault.resource} ${fault.uid}` : fault.resource
}

/** What is said of the record. A new fault does not compile until it has its own. */
function tellingOf(fault: TrailFault): string {
  switch (fault._tag) {
    case "RowUnrecorded":
      return "has no change: it was written past PGCrest, or its history was removed"
    case "RowDiffers":
      return `does not hold what its last change (version ${fault.version}) says, in ${fault.fields.join(", ")}: it was written past PGCrest, or the change was altered`
    case "RowAhead":
      return `is of version ${fault.version}, and its last change of version ${fault.recorded}: it was written past PGCrest, or changes were removed`
    case "RowBehind":
      return `is of version ${fault.version}, and its last change of version ${fault.recorded}: its table was restored to an earlier state, see sql/after-restore.sql`
    case "RowGone":
      return `is gone, and its last change (version ${fault.recorded}) is no delete: it was deleted past PGCrest, or its last change was removed`
    case "RowAfterDelete":
      return `is there, and its last change (version ${fault.recorded}) deleted it: it was made again past PGCrest, or changes were removed`
    case "VersionsMissing":
      return fault.first === fault.last
        ? `lacks the change of version ${fault.first}`
        : `lacks the changes of versions ${fault.first} to ${fault.last}`
    case "VersionRepeated":
      return `has version ${fault.version} more than once`
    case "SealedAltered":
      return `has a change (version ${fault.version}) whose sealed fields do not fit their hash: they were altered, or erased without their salt`
    case "InstantBackwards":
      return `has a change (version ${fault.version}) that is told to be earlier than the one before it`
    case "CountBehind":
      return `${fault.counted === null ? "has no row in audit.life" : `is counted as version ${fault.counted} in audit.life`}, and its last change is of version ${fault.recorded}: a version could come twice`
    case "CountAhead":
      return `is counted as version ${fault.counted} in audit.life, and its last change is of version ${fault.recorded}: changes were removed`
    case "HistoryGone":
      return `was deleted (version ${fault.counted}) and has no change any more: retention removed them, or somebody did`
    case "TableShared":
      return `is of one table with ${fault.others.join(", ")}, whose versions or uids are not its own: no row was compared with its last change`
    case "DefaultPartitionUsed":
      return `has ${fault.changes} change${fault.changes === 1 ? "" : "s"} in the default partition of the trail: a month was not made in time`
  }
}

import { type TrailFault, trailDiagnostic } from "@pgcrest/core"
import { assert, test } from "vitest"

const of = { resource: "books", uid: "7" }
const told: ReadonlyArray<readonly [TrailFault, string]> = [
  [
    { _tag: "RowDiffers", ...of, version: "3", fields: ["price", "title"] },
    "books 7 does not hold what its last change (version 3) says, in price, title: it was written past PGCrest, or the change was altered"
  ],
  [{ _tag: "VersionsMissing", ...of, first: "2", last: "2" }, "books 7 lacks the change of version 2"],
  [{ _tag: "VersionsMissing", ...of, first: "2", last: "4" }, "books 7 lacks the changes of versions 2 to 4"],
  [
    { _tag: "SealedAltered", ...of, version: "2" },
    "books 7 has a change (version 2) whose sealed fields do not fit their hash: they were altered, or erased without their salt"
  ],
  [
    { _tag: "CountBehind", ...of, counted: null, recorded: "4" },
    "books 7 has no row in audit.life, and its last change is of version 4: a version could come twice"
  ],
  [
    { _tag: "CountBehind", ...of, counted: "2", recorded: "4" },
    "books 7 is counted as version 2 in audit.life, and its last change is of version 4: a version could come twice"
  ],
  [
    { _tag: "TableShared", resource: "books", others: ["novels", "plays"] },
    "Note: books is of one table with novels, plays, whose versions or uids are not its own: no row was compared with its last change"
  ],
  [
    { _tag: "DefaultPartitionUsed", resource: "books", changes: 1 },
    "Note: books has 1 change in the default partition of the trail: a month was not made in time"
  ]
]

test.each(told)("tells %o in a sentence", (fault, message) => {
  const severity = message.startsWith("Note: ") ? "note" : "error"
  assert.deepStrictEqual(trailDiagnostic(fault), { ...fault, severity, message })
})

/** Mutants about reads of the past: of which moment they tell, what they see of it, and what it held. */
import { mutantsOf } from "./Mutant.ts"

export const past = [
  ...mutantsOf("core/src/row/past.ts", {
    "reads of every moment what is now": [" && compareInstants(change.at, at) <= 0", ""],
    "reads of a moment what was just before": [
      "compareInstants(change.at, at) <= 0",
      "compareInstants(change.at, at) < 0"
    ],
    "compares moments by their second": [
      "compareInstants(change.at, at) <= 0",
      "compareInstants(change.at.slice(0, 19), at.slice(0, 19)) <= 0"
    ],
    "shows a later page of the past what was written since": ["held.place(change) <= seen && ", ""],
    "sees for a later page what the first saw and one change more": [
      "snapshot === null ? held.count : Number(snapshot)",
      "snapshot === null ? held.count : Number(snapshot) + 1"
    ],
    "tells a later page of the past to see all": [
      "snapshot: String(seen) }",
      "snapshot: String(held.count) }"
    ],
    "reads of a record how it began": ["changes.findLast(isVisible)", "changes.find(isVisible)"],
    "finds in the past what had gone by then": [
      "changes.findLast(isVisible)",
      "changes.filter(isVisible).findLast(({ after }) => after !== null)"
    ],
    "finds nothing in the past that came again": [
      "changes.findLast(isVisible)",
      "changes.filter(isVisible).some(({ after }) => after === null) ? undefined : changes.findLast(isVisible)"
    ],
    "finds in the past what is there now alone": [
      "rowOf(one, changes.findLast(isVisible))",
      "rowOf(one, changes.at(-1)?.after === null ? undefined : changes.findLast(isVisible))"
    ],
    "shows beside records of the past what is related now": [
      "rowOf(one, changes.findLast(isVisible))",
      "rowOf(one, one === resource ? changes.findLast(isVisible) : changes.at(-1))"
    ],
    "takes a request for the moment of its first change": [
      "compareInstants(at, last) > 0",
      "compareInstants(at, last) < 0"
    ],
    "takes a request for the moment of any after it": ["request_id === id && ", ""],
    "takes a request that nobody knows for one of now": [
      "endOf(held.all(), moment.id)",
      'endOf(held.all(), moment.id) ?? "2999-12-31T00:00:00Z"'
    ],
    "tells of no request when it was": [
      "past: { at, snapshot",
      'past: { at: moment._tag === "Instant" ? at : "1970-01-01T00:00:00Z", snapshot'
    ]
  }),
  ...mutantsOf("adapter-memory/src/past.ts", {
    "takes every change for one that could be seen": ["tables.places.get(change) ?? 0", "0"]
  })
]

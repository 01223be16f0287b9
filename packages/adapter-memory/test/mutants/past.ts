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
    "shows a later page of the past what was written since": ["place(change) <= Number(snapshot) && ", ""],
    "sees for a later page what the first saw and one change more": [
      "snapshot ?? String(held.count)",
      "snapshot === null ? String(held.count) : String(Number(snapshot) + 1)"
    ],
    "tells a later page of the past to see all": [
      "past: { at, snapshot: seen }, rowsOf",
      "past: { at, snapshot: String(held.count) }, rowsOf"
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
      "rowsOf: rowsAt({ at, snapshot: seen }, held) }",
      "rowsOf: (one) => rowsAt({ at: one === resource ? at : '2999-12-31T00:00:00Z', snapshot: seen }, held)(one) }"
    ],
    "takes a request for the moment of its first change": [
      "compareInstants(at, last) > 0",
      "compareInstants(at, last) < 0"
    ],
    "takes a request for the moment of any after it": ["request_id === id && ", ""],
    "takes a request that nobody knows for one of now": [
      "const at = instantOf(moment, held)",
      'const at = instantOf(moment, held) ?? "2999-12-31T00:00:00Z"'
    ],
    "tells of no request when it was": [
      "past: { at, snapshot",
      'past: { at: moment._tag === "Instant" ? at : "1970-01-01T00:00:00Z", snapshot'
    ]
  }),
  ...mutantsOf("core/src/row/past.ts", {
    "tells apart what was from what was before": ["compareInstants(at, past.at) > 0", "false"],
    "takes an earlier request that nobody knows for now": [
      'if (at === null) return lost("unknown")',
      "if (at === null) return Result.succeed({ past: { ...past, since: past.at }, before: rowsOf, after: rowsOf })"
    ],
    "tells how things differ now of a moment of the past": [
      "before, after: rowsOf",
      "before, after: rowsAt({ at: now, snapshot: String(held.count) }, held)"
    ]
  }),
  ...mutantsOf("core/src/store/findDifferences.ts", {
    "tells apart what its caller does not see": ["Predicate.and(see, using, query.filter)", "query.filter"],
    "tells of nothing that went": ["[...new Map([...was, ...is])]", "[...is]"],
    "tells apart whatever the filter finds not": [
      "[...rows].filter((row) => holds(wanted, row))",
      "[...rows]"
    ],
    "tells differences in any order": [
      "compareRows(resource, [])(left.row, right.row)",
      "compareRows(resource, [])(right.row, left.row)"
    ],
    "counts the page of differences": [
      "totalOf(all.length, query.count)",
      "totalOf(rows.length, query.count)"
    ]
  }),
  ...mutantsOf("core/src/store/Differences.ts", {
    "tells what is alike": ["before.json() === after?.json() ? null", "before === after ? null"],
    "takes what went for changed": ['after === null ? "gone" : "changed"', '"changed"']
  }),
  ...mutantsOf("adapter-memory/src/past.ts", {
    "takes every change for one that could be seen": ["tables.places.get(change) ?? 0", "0"]
  })
]

/** Mutants about the page of a list: where it begins and ends, what lies beyond it, and how all is counted. */
import { mutantsOf } from "./Mutant.ts"

const offset =
  "const rest = all.slice(page.offset)\n      return { rows: rest.slice(0, limit), more: rest.length > limit }"
const after =
  "beyond(row, page.place) > 0)\n      return { rows: rest.slice(0, limit), more: rest.length > limit }"
const last = "rest.slice(Math.max(0, rest.length - limit))"

export const pages = [
  ...mutantsOf("core/src/row/find.ts", {
    "lists without a filter": ["Predicate.and(see, using, filter)", "Predicate.and(see, using)"],
    "lists in the order of writing": [".toSorted(compareRows(resource, order, rowsOf))", ""],
    "knows no offset": ["all.slice(page.offset)", "all"],
    "knows no limit": [offset, offset.replace("rest.slice(0, limit)", "rest")],
    "ends a page where its limit is": [
      offset,
      offset.replace("slice(0, limit)", "slice(0, limit - page.offset)")
    ],
    "takes a limit of 0 for none": [
      offset,
      offset.replace("slice(0, limit)", "slice(0, limit === 0 ? rest.length : limit)")
    ],
    "never lists more than a hundred": [
      offset,
      offset.replace("slice(0, limit)", "slice(0, Math.min(limit, 100))")
    ],
    "tells of no more behind a page": [offset, offset.replace("rest.length > limit", "false")],
    "tells of more behind the last page": [
      offset,
      offset.replace("rest.length > limit", "rest.length >= limit")
    ],
    "tells of more where a list is longer than a page": [
      offset,
      offset.replace("rest.length > limit", "all.length > limit")
    ],
    "begins behind a place with what is there": ["page.place) > 0", "page.place) >= 0"],
    "reads before a place where it is to read behind": ["page.place) > 0", "page.place) < 0"],
    "passes over a record behind a place": [after, after.replace("slice(0, limit)", "slice(1, limit + 1)")],
    "ends a page behind a place one too late": [
      after,
      after.replace("slice(0, limit)", "slice(0, limit + 1)")
    ],
    "tells of no more behind a page behind a place": [after, after.replace("rest.length > limit", "false")],
    "tells of more behind the last page behind a place": [
      after,
      after.replace("rest.length > limit", "rest.length >= limit")
    ],
    "tells of more behind a place by what is before it": [
      after,
      after.replace("rest.length > limit", "all.length > limit")
    ],
    "ends before a place with what is there": ["page.place) < 0", "page.place) <= 0"],
    "reads behind a place where it is to read before": ["page.place) < 0", "page.place) > 0"],
    "reads the first of those before a place": [last, "rest.slice(0, limit)"],
    "reads one too many before a place": [last, "rest.slice(Math.max(0, rest.length - limit - 1))"],
    "takes a limit of 0 before a place for none": [last, "rest.slice(-limit)"],
    "reads backwards before a place": [last, `${last}.toReversed()`],
    "tells of no more before a place": [`${last}, more: rest.length > limit`, `${last}, more: false`],
    "tells of more before the first page": [
      `${last}, more: rest.length > limit`,
      `${last}, more: rest.length >= limit`
    ],
    "tells of more before a place by what is behind it": [
      `${last}, more: rest.length > limit`,
      `${last}, more: all.length > limit`
    ],
    "counts the page": [
      "...totalOf(all.length, count)",
      "...totalOf(cut(all, page, beyond).rows.length, count)"
    ],
    "counts from the page on": [
      "...totalOf(all.length, count)",
      '...totalOf(page._tag === "Offset" ? Math.max(0, all.length - page.offset) : all.length, count)'
    ],
    "counts from the place on": [
      "...totalOf(all.length, count)",
      '...totalOf(page._tag === "After" ? all.filter((row) => beyond(row, page.place) > 0).length : all.length, count)'
    ],
    "counts unasked": ["return { total: null, counted", "return { total: found, counted"],
    "takes what was counted for a plan's": [
      'case "exact":\n      return { total: found, counted: "exactly" }',
      'case "exact":\n      return { total: found, counted: "about" }'
    ],
    "takes a plan's number for what was counted": [
      'total: found, counted: "about"',
      'total: found, counted: "exactly"'
    ],
    "counts what may be left to a plan to the last": [
      'counted: found > countedAtMost ? "about" : "exactly"',
      'counted: "exactly"'
    ],
    "leaves to a plan what is as many as are counted": [
      'counted: found > countedAtMost ? "about"',
      'counted: found >= countedAtMost ? "about"'
    ],
    "counts beyond where it is to end": ["{ total: countedAtMost, counted", "{ total: found, counted"],
    "tells of more than it counted where there are no more": [
      "return found > countedAtMost\n",
      "return found >= countedAtMost\n"
    ],
    "tells what it counted up to a bound for all": [
      '{ total: countedAtMost, counted: "more" }',
      '{ total: countedAtMost, counted: "exactly" }'
    ]
  })
]

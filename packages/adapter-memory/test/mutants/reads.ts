/** Mutants about what reads tell: which fields, of which records, and histories. */
import { mutantsOf } from "./Mutant.ts"

export const histories = [
  ...mutantsOf("core/src/row/find.ts", {
    "recalls versions out of sight": [
      "change.version === version && isSeen(change)",
      "change.version === version"
    ],
    "recalls no version but the last": ["(change.version === version && isSeen(change))", "false"],
    "does not recall what was held last": ["change === last || ", ""],
    "traces no change before those of a request": [
      "change.version >= begins - 1n",
      "change.version >= begins"
    ],
    "traces nothing that came since": ["change.version >= begins - 1n", "change.request_id === requestId"],
    "traces the first change first": [".toReversed()\n    .slice(0, most)", ".slice(0, most)"]
  }),
  ...mutantsOf("core/src/store/findChanges.ts", {
    "shows changes whose images are out of sight": ["return shown === null ? []", "return false ? []"],
    "shows no deletes": ["last = change.after ?? last", "last = change.after"],
    "shows every delete": [
      "return shown === null ? []",
      "return shown === null && change.after !== null ? []"
    ],
    "has no history of what was deleted": ["row: row ?? image", "row"],
    "asks nothing of a change itself": [
      `holds(change, Struct.omit(entry, ["after", "before", "metadata", "was", "erased"])) &&`,
      "true &&"
    ],
    "asks nothing of what was": ["was === null || ofImage(was, before)", "true"],
    "asks what is of what was": ["ofImage(was, before)", "ofImage(was, after)"],
    "compares what is no value of today's type": ["fitting(column, image)", "image[column.name] ?? null"],
    "takes every change for one of any field": ["changedColumns(changed, entry).length > 0", "true"],
    "asks of the image before alone": [
      "ofImage(held, before) || ofImage(held, after)",
      "ofImage(held, before)"
    ],
    "asks of the image behind alone": [
      "ofImage(held, before) || ofImage(held, after)",
      "ofImage(held, after)"
    ],
    "tells all fields of an image": ["narrowed(entry, fields)", "entry"],
    "tells all of a change": ["told, select, {", "told, null, {"],
    "shows the histories of all records to everybody": [
      "filter((uid) => Result.isSuccess(judged(uid)))",
      "filter(() => true)"
    ],
    "knows of no more changes": ["    more,\n", "    more: false,\n"]
  }),
  ...mutantsOf("core/src/change/changeColumns.ts", {
    "tells the oldest change first": ['direction: "desc"', 'direction: "asc"']
  }),
  ...mutantsOf("core/src/change/Entry.ts", {
    "tells the audit's fields in a diff": ["isTold(column) && column.plays === null", "isTold(column)"]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "shows in a history what is shown no more": [
      "return Projection.of([...columns.values()].filter(",
      "return Projection.of([...columns.values()].map((column) => ({ ...column, shown: true })).filter("
    ],
    "gives old images the fields of today": [".filter(({ name }) => Object.hasOwn(image, name))", ""]
  })
]

export const reads = [
  ...mutantsOf("adapter-memory/src/read.ts", {
    "reads the whole record": [
      "shownRows(tables, resource, projection, [row])",
      "shownRows(tables, resource, Projection.whole(resource), [row])"
    ],
    "lists whole records": [
      "Rows.fromValues(query.projection, rows",
      "Rows.fromValues(Projection.whole(permit.resource), rows"
    ]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "counts an answer's records wrong": ["count: shown.length", "count: 1"],
    "tells values that nobody chose": [
      "values.map((row) => shownOf(projection, row, rowsOf))",
      "values.map((row) => ({ ...row, ...shownOf(projection, row, rowsOf) }))"
    ],
    "tells the first records as all of them": ["shown.slice(0, count), ", "shown, "],
    "tells the last records as the first": ["shown.slice(0, count), ", "shown.slice(-count), "],
    "knows of all records where the first are told": ["() => keys().slice(0, count))", "keys)"],
    "tells an answer with related records by its version": [
      "computed: Projection.isRelated(projection)",
      "computed: false"
    ]
  }),
  ...mutantsOf("core/src/store/printShown.ts", {
    "shows fields in the order of the alphabet": [
      "const members = items.flatMap(",
      "const members = items.toSorted((a, b) => (a.as < b.as ? -1 : 1)).flatMap("
    ],
    "shows fields under their own names whatever they are to be called": [
      "return [cellMember(item, item.column)]",
      "return [{ ...cellMember(item, item.column), as: item.column.name }]"
    ],
    "prints large numbers as doubles": [
      ": of.cell.print\n",
      ': (cell: Cell) => JSON.stringify(typeof cell === "bigint" ? Number(cell) : cell)\n'
    ],
    "knows no cast": ['cast?.kind === "text"', "false"],
    "casts whatever is asked to text": ['cast?.kind === "text"', "cast !== null"],
    "tells the text of jsonb as that of JSON": ["jsonbText(cell))", "JSON.stringify(cell))"],
    "tells the text of JSON as that of jsonb": [
      "JSON.stringify(JSON.stringify(cell))",
      "JSON.stringify(jsonbText(cell))"
    ],
    "puts the text of a text in quotes once more": [
      `return printed.startsWith('"') ? printed : JSON.stringify(printed)`,
      "return JSON.stringify(printed)"
    ],
    "tells no value for an empty text": [
      'return cell === null ? "null"',
      'return cell === null || cell === "" ? "null"'
    ]
  })
]

/** Mutants about what reads tell: which fields, of which records, and histories. */
import { mutantsOf } from "./Mutant.ts"

export const histories = [
  ...mutantsOf("core/src/row/find.ts", {
    "shows changes whose images are out of sight": ["image !== null && holds(see, image)", "true"],
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
    "traces the first change first": [".toReversed()\n    .slice(0, most)", ".slice(0, most)"],
    "shows no deletes": ["after ?? changes[at - 1]?.after ?? null", "after"],
    "shows every delete": [
      "return image !== null && holds(see, image)",
      "return after === null || holds(see, after)"
    ]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "has no history of what was deleted": ["row: row ?? image", "row"],
    "tells the oldest change first": ["seen.toReversed()", "seen"],
    "pages a history from its end": [
      "seen.toReversed().slice(offset, offset + limit)",
      "seen.slice(offset, offset + limit).toReversed()"
    ],
    "knows no offset of a history": ["slice(offset, offset + limit)", "slice(0, limit)"],
    "knows no limit of a history": ["slice(offset, offset + limit)", "slice(offset)"],
    "pages a history before it leaves out what is out of sight": [
      "const seen = seenChanges(permit, tableOf(tables, resource).changes.get(uid) ?? [])",
      `const all = tableOf(tables, resource).changes.get(uid) ?? []
    const visible = seenChanges(permit, all)
    const paged = all.toReversed().slice(offset, offset + limit)
    if (offset + limit > 0) return Rows.fromChanges(resource, paged.filter((one) => visible.includes(one)), select)
    const seen = visible`
    ],
    "tells all of a change": ["page, select, () =>", "page, null, () =>"]
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
      "query.projection, rows)\n  const placeAt",
      "Projection.whole(resource), rows)\n  const placeAt"
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

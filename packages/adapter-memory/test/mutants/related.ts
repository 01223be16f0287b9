/** Mutants about records of relations that are shown beside others. */
import { mutantsOf } from "./Mutant.ts"

const sorted = "\n        .toSorted(compareRows(link.resource, order, rowsOf))"
const paged = `${sorted}\n        .slice(offset, offset + limit)`

export const related = [
  ...mutantsOf("core/src/row/related.ts", {
    "shows related records that are out of sight": [
      "Predicate.and(embed.wanted, embed.filter)",
      "embed.filter"
    ],
    "shows related records whatever the filter": [
      "Predicate.and(embed.wanted, embed.filter)",
      "embed.wanted"
    ],
    "shows related records that may be out of sight": [
      "holds(wanted, one, rowsOf)",
      "Predicate.evaluate(wanted, cellsOf(one), rowsOf) !== false"
    ],
    "asks nothing of the relations of records that it shows": [
      "holds(wanted, one, rowsOf)",
      "holds(wanted, one)"
    ]
  }),
  ...mutantsOf("core/src/row/shownOf.ts", {
    "shows related records in the order of writing": [sorted, ""],
    "shows related records in the order of their keys": [
      "compareRows(link.resource, order, rowsOf)",
      "compareRows(link.resource, [], rowsOf)"
    ],
    "knows no relation by which related records are sorted": [
      "compareRows(link.resource, order, rowsOf)",
      "compareRows(link.resource, order)"
    ],
    "knows no limit of related records": [paged, sorted + ".slice(offset)"],
    "knows no offset of related records": [paged, sorted + ".slice(0, limit)"],
    "ends a page of related records where its limit is": [paged, sorted + ".slice(offset, limit)"],
    "pages related records before it sorts them": [paged, `.slice(offset, offset + limit)${sorted}`],
    "pages related records before it leaves out what is out of sight": [
      "relatedRows(embed, row, rowsOf)\n",
      `relatedRows({ ...embed, wanted: { _tag: "Constant", value: true } }, row, rowsOf)
    .toSorted(compareRows(link.resource, order, rowsOf))
    .slice(offset, offset + limit)
    .filter((one) => relatedRows(embed, row, rowsOf).includes(one))
  if (link.many && !isGrouped(projection)) return related.map((one) => shownOf(projection, one, rowsOf))
`
    ],
    "shows nothing beside related records": [
      "shownOf(projection, one, rowsOf))",
      "shownOf(projection, one))"
    ],
    "shows whole related records": [
      "shownOf(projection, one, rowsOf))",
      "({ ...one, ...shownOf(projection, one, rowsOf) }))"
    ],
    "tells one related record as a list": ["return link.many ? found :", "return true ? found :"],
    "tells a list of related records as one": [
      "return link.many ? found :",
      "return link.many && found.length !== 1 ? found :"
    ],
    "tells an empty list of related records as null": [
      "return link.many ? found :",
      "return link.many && found.length > 0 ? found :"
    ],
    "tells a related record that is not there as an empty one": ["(found[0] ?? null)", "(found[0] ?? {})"]
  }),
  ...mutantsOf("core/src/store/printShown.ts", {
    "prints one related record as a list": ["if (embed.link.many) return", "if (true) return"],
    "prints a list of one related record as the record": [
      "if (embed.link.many) return",
      "if (embed.link.many && rows.length !== 1) return"
    ],
    "prints null for an empty list of related records": [
      "if (embed.link.many) return",
      "if (embed.link.many && rows.length > 0) return"
    ],
    "prints a related record that is not there as an empty one": [
      'return only === undefined ? "null"',
      'return only === undefined ? "{}"'
    ],
    "spreads the first of many records alone": [
      "return embed.link.many ? `[",
      "return embed.link.many && rows.length !== 1 ? `["
    ],
    "spreads null for an empty list": [
      "return embed.link.many ? `[",
      "return embed.link.many && rows.length > 0 ? `["
    ],
    "spreads one record as a list": ["return embed.link.many ? `[", "return true ? `["],
    "spreads nothing": ["return item.spread ?", "return false ?"],
    "puts spread names behind all others": [
      "const members = items.flatMap(",
      'const members = items.toSorted((a, b) => Number(a._tag === "Embed" && a.spread) - Number(b._tag === "Embed" && b.spread)).flatMap('
    ]
  }),
  ...mutantsOf("core/src/query/Projection.ts", {
    "confuses a spread relation with a field of its name": [
      'item._tag === "Embed" && item.spread ? spreadKey(item.as) : item.as',
      "item.as"
    ]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "knows of no other resource's records in a list": [
      "findPage(permit, query, rowsOf)",
      "findPage(permit, query, (other) => (other === permit.resource ? rowsOf(other) : []))"
    ],
    "shows no records of relations": ["rows, known(rows), rowsOf)", "rows, known(rows))"],
    "shows no records of relations beside one": [
      "keyOf(tables, resource, ...rows), rowsOf(tables))",
      "keyOf(tables, resource, ...rows))"
    ],
    "shows no records of relations beside one of the past": ["wasOf(resource), rowsOf)", "wasOf(resource))"]
  })
]

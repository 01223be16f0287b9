/** Mutants about what reads find: filters, order, pages, projections, histories. */
import { mutantsOf } from "./Mutant.ts"

export const reads = [
  ...mutantsOf("core/src/row/find.ts", {
    "lists without a filter": ["Predicate.and(see, using, filter)", "Predicate.and(see, using)"],
    "counts the page": [
      "total: count ? all.length",
      "total: count ? all.slice(offset, offset + limit).length"
    ],
    "counts from the page on": ["total: count ? all.length", "total: count ? all.slice(offset).length"],
    "counts unasked": ["count ? all.length : null", "all.length"],
    "knows no offset": ["all.slice(offset, offset + limit)", "all.slice(0, limit)"],
    "knows no limit": ["all.slice(offset, offset + limit)", "all.slice(offset)"],
    "ends a page where its limit is": ["all.slice(offset, offset + limit)", "all.slice(offset, limit)"],
    "takes a limit of 0 for none": [
      "all.slice(offset, offset + limit)",
      "all.slice(offset, offset + (limit === 0 ? all.length : limit))"
    ],
    "lists in the order of writing": [".toSorted(compareRows(resource, order))", ""],
    "leaves equal records where they are": ["...key.columns.map(", "...[].map("],
    "orders equal records by uid, backwards": [
      '({ column, direction: "asc", nulls: "last" })',
      '({ column, direction: "desc", nulls: "last" })'
    ],
    "orders equal records by the first column of their key": [
      "...key.columns.map(",
      "...key.columns.slice(0, 1).map("
    ],
    "orders by the first field alone": ["if (by !== 0) return by", "return by"],
    "has nulls last whatever is asked": ['nulls === "first" ? -1 : 1', "1"],
    "has nulls where they are not asked for": ['nulls === "first" ? -1 : 1', 'nulls === "last" ? -1 : 1'],
    "turns the nulls round with the direction": [
      'nulls === "first" ? -1 : 1',
      '(nulls === "first") === (direction === "asc") ? -1 : 1'
    ],
    "orders upwards alone": ['direction === "asc" ? ', "true ? "],
    "orders by texts": ["? column.cell.compare(a, b)", "? (String(a) < String(b) ? -1 : 1)"],
    "shows changes whose images are out of sight": ["image !== null && holds(see, image)", "true"],
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
    "tells all of a change": [", select)", ", null)"],
    "reads the whole record": [
      "found(tables, resource, projection, [row], null)",
      "found(tables, resource, Projection.whole(resource), [row], null)"
    ],
    "locks without reading": ["Projection.whole(resource), [row]", "Projection.none, [row]"],
    "lists whole records": ["query.projection", "Projection.whole(resource)"]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "counts an answer's records wrong": ["count: values.length", "count: 1"],
    "shows fields in the order of the declaration": [
      "const writers = items.map(writer)",
      "const writers = items.toSorted((a, b) => (a.as < b.as ? -1 : 1)).map(writer)"
    ],
    "tells values that nobody chose": [
      "values: () => values.map((row) => project(projection, row))",
      "values: () => values"
    ],
    "prints large numbers as doubles": [
      "column.cell.print)",
      '(cell) => JSON.stringify(typeof cell === "bigint" ? Number(cell) : cell))'
    ],
    "shows in a history what is shown no more": [
      "return Projection.of([...columns.values()].filter(",
      "return Projection.of([...columns.values()].map((column) => ({ ...column, shown: true })).filter("
    ],
    "gives old images the fields of today": [".filter(({ name }) => Object.hasOwn(image, name))", ""]
  }),
  ...mutantsOf("core/src/query/evaluate.ts", {
    "takes what is not unknown for false": ["value === null ? null : !value", "!value"],
    "takes one unknown of several for false": [
      "values.includes(true) ? true : values.includes(null) ? null : false",
      "values.includes(true)"
    ],
    "takes one unknown of all for true": [
      "values.includes(false) ? false : values.includes(null) ? null : true",
      "!values.includes(false)"
    ],
    "compares with any of a list by all": [
      'predicate.quantifier === "any" ?',
      'predicate.quantifier !== "any" ?'
    ],
    "takes is for equal": [
      "return valueOf(predicate.column, cellOf) === predicate.value",
      "return valueOf(predicate.column, cellOf) === null ? null : valueOf(predicate.column, cellOf) === predicate.value"
    ]
  }),
  ...mutantsOf("core/src/query/compared.ts", {
    "compares null as a value": [
      "if (actual === null || operand === null) return null",
      'if (actual === null || operand === null) return operator === "neq"'
    ],
    "matches like whatever the case": [": like(text, pattern)", ": isLike(text, pattern)"],
    "matches regular expressions whatever the case": [
      "isFound(text, pattern, false)",
      "isFound(text, pattern, true)"
    ],
    "takes what is null for no other value": [
      "actual === null || value === null ? actual !== value :",
      "actual === null || value === null ? null :"
    ],
    "takes what is null for what is not contained": [
      "actual === null || value === null ? null :",
      "actual === null || value === null ? false :"
    ]
  }),
  ...mutantsOf("core/src/value/jsonPath.ts", {
    "finds nothing in a scalar": ['kind === "jsonb" && !isObject(value)', "false && !isObject(value)"],
    "finds a member of an array": [
      "isObject(value) && Object.hasOwn(value, name) ?",
      "Object.hasOwn(Object(value), name) ?"
    ]
  })
]

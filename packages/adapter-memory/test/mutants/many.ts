/** Mutants about writes of many records. */
import { mutantsOf } from "./Mutant.ts"

export const many = [
  ...mutantsOf("core/src/row/decideMany.ts", {
    "changes any number of records": ["found.length > most", "false"],
    "changes one record more than it may": ["found.length > most", "found.length > most + 1"],
    "changes by a filter what its caller does not see": ["Predicate.and(see, filter)", "filter"],
    "changes all records whatever the filter": ["Predicate.and(see, filter)", "see"],
    "tells what it found by a filter in another order": [
      ".toSorted(compareRows(resource, []))",
      ".toSorted(compareRows(resource, [])).toReversed()"
    ],
    "makes what is there already, and is to be left": [
      'there !== undefined && command._tag === "CreateMany"',
      "false"
    ],
    "writes over what is there and is to be left": [
      'if (there !== undefined && command._tag === "CreateMany") return []',
      'if (there !== undefined && command._tag === "CreateMany") return ofRow({ ...command, _tag: "Upsert", on: command.ignore }, row, stamp, held)'
    ],
    "finds the record of a row whatever the row's values are": [
      "columns.every(",
      "columns.slice(0, 0).every("
    ],
    "lets rows refer to unseen records": [
      "orFail(unseenFailure(told, write, held), write)",
      "orFail(null, write)"
    ]
  }),
  ...mutantsOf("core/src/row/constraintsOfMany.ts", {
    "lets rows have one unique value": ["if (taken !== null) return taken", ""],
    "holds rows against what there was before them": [
      "    written.set(uidOf(resource.key, write.told), write.row)\n",
      ""
    ],
    "lets rows refer to nothing": ["if (missing !== null) return missing", ""],
    "deletes by a filter what others refer to": ["write.row === null && referred", "false && referred"],
    "keeps records that refer to each other": [
      "name === target.name && written.has(uidOf(key, row))",
      "false"
    ]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "shows records of many that are out of sight": ["writes.filter(isSeen).map(", "writes.map("],
    "says nothing of records of many that are out of sight": [
      "const met = writes.map(",
      "const met = writes.filter(isSeen).map("
    ],
    "tells of every row that it made a record": ['write.change?.operation === "create"', "true"]
  }),
  ...mutantsOf("core/src/row/decideRow.ts", {
    "writes rows over what their caller does not see": [
      "if (isThere && holds(permit.see, stored.row))",
      "if (isThere)"
    ],
    "makes a record under a number that a row names": [
      'row.uid !== null && resource.key.by === "database"',
      "false"
    ],
    "names no field of a record that stands in a row's way": [
      "return isKey ? takenFields(key) : columns.map(({ name }) => name)",
      "return []"
    ]
  })
]

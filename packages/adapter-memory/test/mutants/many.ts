/** Mutants about writes of many records. */
import { mutantsOf } from "./Mutant.ts"

export const many = [
  ...mutantsOf("adapter-memory/src/decideMany.ts", {
    "changes any number of records": ["uids.length > command.most", "false"],
    "changes one record more than it may": ["uids.length > command.most", "uids.length > command.most + 1"],
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
      'if (there !== undefined && command._tag === "CreateMany") return decideOne(tables, { ...command, _tag: "Upsert", on: command.ignore }, row, stamp)'
    ],
    "finds the record of a row by one of its values alone": ["columns.every(", "columns.slice(0, 0).every("]
  }),
  ...mutantsOf("adapter-memory/src/writeMany.ts", {
    "keeps the rows before the one that breaks a constraint": ["    rollbackTo(tables, start)\n", ""],
    "shows records of many that are out of sight": [
      "writes.filter(seen).map((write) => write.told)",
      "writes.map((write) => write.told)"
    ],
    "says nothing of records of many that are out of sight": [
      "const met = writes.map(",
      "const met = writes.filter(seen).map("
    ],
    "lets rows refer to unseen records": [
      "orFail(unseenFailure(told, write, othersOf(tables, resource)), write)",
      "orFail(null, write)"
    ],
    "lets rows have one unique value": ["if (taken !== null) return taken", ""],
    "lets rows refer to nothing": ["if (missing !== null) return missing", ""],
    "deletes by a filter what others refer to": [
      "write.row === null && isReferenced",
      "false && isReferenced"
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

/** Mutants about what other records forbid. */
import { mutantsOf } from "./Mutant.ts"

export const constraints = [
  ...mutantsOf("core/src/row/constraints.ts", {
    "lets several records have one unique value": ["return taken === null ? null", "return true ? null"],
    "writes over a record by the uid that a new one would have": [
      "before === null && row !== null && referred",
      "row === null && referred"
    ],
    "takes null for a unique value": [
      "if (!isNew || columns.some(({ name }) => (row[name] ?? null) === null)) return false",
      "if (!isNew) return false"
    ],
    "takes a unique value for free whose record is somebody else's": [
      "columns.every((column) => isEqual(column, other, row))",
      "other['creator_uid'] === row['creator_uid'] && columns.every((column) => isEqual(column, other, row))"
    ],
    "lets no record keep its own unique value": ["had === null || !isEqual(column, had, row)", "true"],
    "takes one field of a unique pair for both": [
      "columns.every((column) => isEqual",
      "columns.some((column) => isEqual"
    ],
    "knows the first unique constraint alone": [
      "resource.uniques.find(",
      "resource.uniques.slice(0, 1).find("
    ],
    "names one field of a taken pair": ["fields: taken }", "fields: taken.slice(0, 1) }"],
    "names no field of a taken value": ["fields: taken }", "fields: [] }"],
    "lets a record refer to nothing": ["if (missing === undefined)", "if (true)"],
    "tells a missing reference before a taken value": [
      "    takenFailure(resource, write, others) ??\n    missingFailure(told, write, others)",
      "    missingFailure(told, write, others) ??\n    takenFailure(resource, write, others)"
    ],
    "lets a record refer to an unseen one": [
      "madeBy(resource, write, others).some(({ column, target }) => isUnseen(references, column, target))",
      "false"
    ],
    "tells a taken value before an unseen reference": [
      "    unseenFailure(told, write, others) ??\n    takenFailure(resource, write, others) ??",
      "    takenFailure(resource, write, others) ??\n    unseenFailure(told, write, others) ??"
    ],
    "names the unseen one of several references": [
      "new ReferenceMissing({ resource: resource.name, fields })\n    : null",
      "new ReferenceMissing({ resource: resource.name, fields: madeBy(resource, write, others).filter(({ column, target }) => isUnseen(references, column, target)).map(({ column }) => column.name) })\n    : null"
    ],
    "names the one of several references that is missing, where others are out of sight": [
      "references.length === 0 ? [missing] : fields",
      "[missing]"
    ],
    "names every reference where one is missing": ["references.length === 0 ? [missing] : fields", "fields"],
    "deletes what others refer to by a number": ["String(row[name]) === uid", "row[name] === uid"],
    "lets no record refer to itself": [" && !isItself(resource, column, write)", ""],
    "judges anew what a record referred to before": ["cell.compare(was, is) !== 0", "true"],
    "tells by a guess what a hidden reference holds": ["return !shown || was", "return was"],
    "judges hidden references that an update does not name": [" || !Object.hasOwn(values, name)", ""],
    "judges hidden references that a replace does not write": ['write?.update === "never" || ', ""],
    "keeps a record for a reference to itself": [
      "!(resource.name === target.name && uidOf(resource.key, row) === uid) &&",
      ""
    ]
  }),
  ...mutantsOf("adapter-memory/src/write.ts", {
    "deletes what others refer to": ["decided.row === null && isReferenced", "false && isReferenced"],
    "deletes what records of other resources refer to": [
      "refersTo(resource, row, target, uid))",
      "resource.name === target.name && refersTo(resource, row, target, uid))"
    ],
    "deletes what records of its own resource refer to": [
      "refersTo(resource, row, target, uid))",
      "resource.name !== target.name && refersTo(resource, row, target, uid))"
    ]
  })
]

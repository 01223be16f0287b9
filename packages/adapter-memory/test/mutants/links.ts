/** Mutants about where links lead, and what conditions ask of the records there. */
import { mutantsOf } from "./Mutant.ts"

export const links = [
  ...mutantsOf("core/src/query/evaluate.ts", {
    "finds a related record whatever is asked of it": [
      "evaluate(where, cellsOf(row), rowsOf) === true",
      "true"
    ],
    "finds a related record of which it is unknown": [
      "evaluate(where, cellsOf(row), rowsOf) === true",
      "evaluate(where, cellsOf(row), rowsOf) !== false"
    ],
    "finds what is so of all related records": [
      "return linked(link, cellOf, rowsOf, through).some(",
      "return linked(link, cellOf, rowsOf, through).every("
    ],
    "finds any record for a related one": [
      "return linked(link, cellOf, rowsOf, through).some(",
      "return [...rowsOf(link.resource)].some("
    ],
    "takes a record that is not there for unknown": [
      "return not(evaluate(predicate.predicate, cellOf, rowsOf))",
      'return predicate.predicate._tag === "Exists" && evaluate(predicate.predicate, cellOf, rowsOf) === false ? null : not(evaluate(predicate.predicate, cellOf, rowsOf))'
    ],
    "asks nothing of other records inside of not": [
      "return not(evaluate(predicate.predicate, cellOf, rowsOf))",
      "return not(evaluate(predicate.predicate, cellOf))"
    ],
    "asks nothing of the relations of related records": [
      "evaluate(where, cellsOf(row), rowsOf) === true",
      "evaluate(where, cellsOf(row)) === true"
    ],
    "leads from a record by its key alone": [
      "const uid = cellOf(from)",
      'const uid = cellOf({ ...from, name: "uid" })'
    ],
    "leads to records by their keys alone": [
      "isEqual(to, cellsOf(row)(to), uid)",
      'isEqual(to, cellsOf(row)({ ...to, name: "uid" }), uid)'
    ],
    "leads through records between by their other column": [
      "cellsOf(one)(join.far)",
      "cellsOf(one)(join.near)"
    ],
    "leads through every record between": ["isEqual(join.near, cellsOf(row)(join.near), uid) && ", ""],
    "leads through records between that are out of sight": [
      "evaluate(through, cellsOf(row), rowsOf) === true",
      "true"
    ],
    "finds a record once for each that is between": [
      "return [...rowsOf(resource)].filter((row) =>\n    between.some((one) => isEqual(to, cellsOf(row)(to), cellsOf(one)(join.far)))\n  )",
      "return between.flatMap((one) => [...rowsOf(resource)].filter((row) => isEqual(to, cellsOf(row)(to), cellsOf(one)(join.far))))"
    ],
    "refers to no number of another size": ["String(left) === String(right)", "false"]
  })
]

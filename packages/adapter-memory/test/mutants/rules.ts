/** Mutants about who may do what, and which refusal comes first. */
import { mutantsOf } from "./Mutant.ts"

const everything = `{ _tag: "Constant", value: true }`

export const rules = [
  ...mutantsOf("core/src/row/judge.ts", {
    "takes what is unknown for a grant": ["rowsOf) === true", "rowsOf) !== false"],
    "shows every record to everybody": ["row === null || !holds(see, row)", "row === null"],
    "lets everybody act who sees a record": ["if (!holds(using, row))", "if (false)"],
    "tells who may not act on a record that it is there": [
      "row === null || !holds(see, row)",
      "row === null || (holds(using, row) && !holds(see, row))"
    ],
    "tells by a condition that an unseen record is there": [
      "row === null || !holds(see, row)",
      "row === null || (conditionHolds(condition, version) && !holds(see, row))"
    ],
    "compares versions for who may not act": [
      "if (!holds(using, row))",
      "if (conditionHolds(condition, version) && !holds(using, row))"
    ]
  }),
  ...mutantsOf("core/src/row/decideWrite.ts", {
    "makes a record whatever the rules on new ones": ["if (!holds(createCheck, made))", "if (false)"],
    "makes a record by POST whatever the rules on new ones": [
      "insert({ ...command, uid: String(stamp.uid) }",
      `insert({ ...command, permit: { ...command.permit, createCheck: ${everything} }, uid: String(stamp.uid) }`
    ],
    "judges a new record by the rule on changed ones": [
      "holds(createCheck, made)",
      "holds(permit.updateCheck, made)"
    ],
    "tells who may make no record that there is an unseen one": [
      "if (!holds(createCheck, made))",
      "if ((image === null || holds(see, image)) && !holds(createCheck, made))"
    ],
    "changes a record whatever the rule on what is left": ["if (!holds(updateCheck, next))", "if (false)"],
    "judges a changed record by the rules on new ones": [
      "holds(updateCheck, next)",
      "holds(permit.createCheck, next)"
    ],
    "judges what is left only where something changes": [
      "if (!holds(updateCheck, next))",
      "if (changes(resource, row, values) && !holds(updateCheck, next))"
    ],
    "deletes whatever the rule": [
      "return Result.map(judge(permit, uid, stored, condition)",
      "return Result.map(judge({ ...permit, using: permit.see }, uid, stored, condition)"
    ],
    "judges new values before the condition": [
      "return Result.flatMap(judge(command.permit, command.uid, stored, command.condition), (row) =>",
      `const judged = judge(command.permit, command.uid, stored, { match: null, noneMatch: null, unmodifiedSince: null })
      const decided = (row: Values) => overwrite({ ...command, operation: "update" }, stamp, { ...stored, row })
      if (Result.isFailure(Result.flatMap(judged, decided))) return Result.flatMap(judged, decided)
      return Result.flatMap(judge(command.permit, command.uid, stored, command.condition), (row) =>`
    ]
  }),
  ...mutantsOf("core/src/row/find.ts", {
    "lists what may be got and not listed": [
      "Predicate.and(see, using, filter)",
      "Predicate.and(see, filter)"
    ],
    "lists what may be listed and not got": [
      "Predicate.and(see, using, filter)",
      "Predicate.and(using, filter)"
    ]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "locks what its caller does not see": [
      "judge(permit, uid, storedOf(tables, resource, uid), condition)",
      `judge({ ...permit, see: ${everything} }, uid, storedOf(tables, resource, uid), condition)`
    ],
    "locks whatever the rule": [
      "judge(permit, uid, storedOf(tables, resource, uid), condition)",
      "judge({ ...permit, using: permit.see }, uid, storedOf(tables, resource, uid), condition)"
    ],
    "counts what is out of sight": [
      "Rows.found(shown, total, { counted, more, place",
      "Rows.found(shown, total === null ? null : [...rowsOf(permit.resource)].length, { counted, more, place"
    ]
  }),
  ...mutantsOf("core/src/store/findChanges.ts", {
    "shows a history whatever the rule": [
      "judge(command.permit, uid,",
      "judge({ ...command.permit, using: command.permit.see }, uid,"
    ]
  })
]

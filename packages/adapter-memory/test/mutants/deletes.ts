/** Mutants about what is deleted softly. */
import { mutantsOf } from "./Mutant.ts"

export const deletes = [
  ...mutantsOf("core/src/row/decideWrite.ts", {
    "removes the row of what is deleted softly": [
      'if (resource.softDelete === null || act === "purge") return null',
      "return null"
    ],
    "keeps the row of what is purged": ['|| act === "purge") return null', ") return null"],
    "looks where a replace leads before it sees that its record was deleted": [
      "return row === null ? made",
      "return true ? made"
    ],
    "leaves what is restored marked as deleted": [
      'operation === "restore" ? marked(resource, null) : {}',
      "{}"
    ]
  }),
  ...mutantsOf("core/src/row/constraints.ts", {
    "takes what a deleted record held for taken": [
      "isPresent(resource, other) && columns.every",
      "columns.every"
    ],
    "lets a record come back beside another that has what it had": [
      "before === null || !isPresent(resource, before) ? null : before",
      "before"
    ]
  }),
  ...mutantsOf("core/src/row/decideMany.ts", {
    "meets deleted records in an upsert by what is unique": [
      "isPresent(resource, other) && isSame(other)",
      "isSame(other)"
    ]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "shows nothing of the many that it deletes softly": [
      '_tag === "DeleteMany" || row === null',
      "row === null"
    ]
  }),
  ...mutantsOf("core/src/store/findChanges.ts", {
    "shows no purge": ["last = change.after ?? last", "last = change.after ?? trail[at - 1]?.after ?? null"]
  }),
  ...mutantsOf("adapter-memory/src/write.ts", {
    "shows nothing of what it deletes softly": ["visible: isGone ||", "visible: (isGone && row === null) ||"]
  })
]

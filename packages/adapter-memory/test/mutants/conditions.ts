/** Mutants about If-Match, If-None-Match and If-Unmodified-Since, and the versions, tags and instants that they compare. */
import { mutantsOf } from "./Mutant.ts"

export const conditions = [
  ...mutantsOf("core/src/row/judge.ts", {
    "obeys no condition": [
      "if (!conditionHolds(condition, version) || !isUnmodified(resource, condition, row))",
      "if (false)"
    ],
    "obeys no If-Unmodified-Since": [" || !isUnmodified(resource, condition, row)", ""],
    "takes the instant of a date for a later one": ["unmodifiedSince) <= 0", "unmodifiedSince) < 0"],
    "knows a later instant by its second": [
      "compareInstants(String(at), unmodifiedSince)",
      "compareInstants(String(at).slice(0, 19), unmodifiedSince.slice(0, 19))"
    ],
    "lets a date refuse what keeps none": ["at === null ||", 'String(at) === "" ||'],
    "obeys no If-Match": ["(match === null || among(match))", "(match === null || true)"],
    "obeys no If-None-Match": ["(noneMatch === null || !among(noneMatch))", "(noneMatch === null || true)"],
    "takes * for a version": ['(tags === "*" || (', "(("],
    "finds * where nothing is": ["exists && (tags", "(tags"],
    "compares with the first of several versions": ["tags.includes(version)", "tags[0] === version"],
    "compares versions by how they begin": [
      "tags.includes(version)",
      "[...tags].some((tag) => tag.startsWith(version) || version.startsWith(tag))"
    ]
  }),
  ...mutantsOf("core/src/row/decideWrite.ts", {
    "replaces what is not there whatever the condition": [
      "if (!conditionHolds(condition, null, false))",
      "if (false)"
    ],
    "tells by a replace's condition that an unseen record is there": [
      "if (!conditionHolds(condition, null, false))",
      "if (!conditionHolds(condition, stored.version, stored.row !== null))"
    ],
    "tells by a replace's condition that there was an unseen record": [
      "if (!conditionHolds(condition, null, false))",
      "if ((stored.row !== null || stored.image === null || holds(see, stored.image)) && !conditionHolds(condition, null, false))"
    ],
    "deletes whatever the condition": [
      "return Result.map(judge(permit, uid, stored, condition)",
      "return Result.map(judge(permit, uid, stored, { match: null, noneMatch: null, unmodifiedSince: null })"
    ]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "locks whatever the condition": [
      "judge(permit, uid, storedOf(tables, resource, uid), condition)",
      "judge(permit, uid, storedOf(tables, resource, uid), Command.unconditional)"
    ]
  }),
  ...mutantsOf("adapter-memory/src/keyOf.ts", {
    "has no tags where no column counts": ['if (versioning(resource)._tag !== "Row")', "if (true)"],
    "has one tag for all states of a record": ["?.at(-1)?.version ?? 0}`", "?.length === 0}`"],
    "has one tag for a record and the next under its uid": [
      "?.at(-1)?.version ?? 0}`",
      '?.filter(({ operation }) => operation === "update").length}`'
    ],
    "tells an answer's tag as of when it is read": [
      "version: tags.get(row) ?? null",
      "version: `memory.${changes.get(Rows.keyOf(resource, row).uid)?.at(-1)?.version ?? 0}`"
    ]
  }),
  ...mutantsOf("adapter-memory/src/write.ts", {
    "tells a deleted record by the tag of its delete": ["isGone ? keyBefore : ", ""]
  }),
  ...mutantsOf("core/src/store/Rows.ts", {
    "tells no instant of a record": ["updatedAtOf(projection, shown[0])", "null"],
    "tells the instant of a record that does not show it": [
      "shown?.[item.as] ?? null)",
      "shown?.[item.as] ?? null)\n  if (item === undefined && shown !== undefined) return '2020-01-01T00:00:00Z'"
    ],
    "tells when a record was made for when it was updated": [
      'column.plays === "last_updated_at"',
      'column.plays === "created_at"'
    ],
    "knows no version that is not chosen": [
      "() => values.map(keyOf)",
      "() => values.map((row) => ({ ...keyOf(row), version: keyOf(shownOf(projection, row)).version }))"
    ]
  })
]

/** Mutants about units: several commands or none of them, one unit at a time. */
import { mutantsOf } from "./Mutant.ts"

export const units = [
  ...mutantsOf("adapter-memory/src/ResourceStoreMemory.ts", {
    "keeps what a failed unit wrote": [
      "Exit.isSuccess(exit) ? forget(tables) : rollback(tables)",
      "forget(tables)"
    ],
    "takes every unit back": ["Exit.isSuccess(exit) ? forget(tables) : rollback(tables)", "rollback(tables)"],
    "takes back with a unit what was written before it": ["      forget(tables)\n", "\n"],
    "takes back with a unit what the unit before it wrote": [
      "Exit.isSuccess(exit) ? forget(tables) : rollback(tables)",
      "Exit.isSuccess(exit) ? undefined : rollback(tables)"
    ],
    "keeps what an interrupted unit wrote": [
      "Exit.isSuccess(exit) ? forget(tables)",
      "Exit.isSuccess(exit) || Exit.hasInterrupts(exit) ? forget(tables)"
    ],
    "keeps what a unit wrote that died": [
      "Exit.isSuccess(exit) ? forget(tables)",
      "Exit.isSuccess(exit) || Exit.hasDies(exit) ? forget(tables)"
    ],
    "runs two units at once": [
      "    unit: (body, keeping) =>\n      turn.withPermit(",
      "    unit: (body, keeping) =>\n      ("
    ],
    "runs other commands inside a unit": [
      "run: (command) => turn.withPermit(alone(command))",
      "run: (command) => alone(command)"
    ],
    "commits a unit whose failures its body caught": ["guardUnit(inside, body)", "body(inside)"]
  }),
  ...mutantsOf("adapter-memory/src/Tables.ts", {
    "makes one uid again and again": ["table.made += 1n", "table.made = 1n"],
    "takes the last write of a unit back alone": [
      "while (undo.length > 0) undo.pop()?.()",
      "undo.pop()?.()\n  undo.length = 0"
    ],
    "takes a unit back in the order of its writes": ["undo.pop()?.()", "undo.shift()?.()"],
    "takes back records and no changes": ["    set(changes, change.uid, history)\n", ""],
    "takes back changes and no records": ["    set(rows, change.uid, before)\n", ""],
    "keeps the newest change alone": ["[...(history ?? []), change]", "[change]"],
    "leaves no change of a delete": ["changes.set(change.uid,", "if (row !== null) changes.set(change.uid,"],
    "forgets a deleted record's changes when its uid is used again": [
      "[...(history ?? []), change]",
      "before === undefined ? [change] : [...(history ?? []), change]"
    ],
    "has one table for all resources": ["byName.get(resource.name)", "[...byName.values()][0]"]
  }),
  ...mutantsOf("adapter-memory/src/read.ts", {
    "locks without reading": ["Projection.whole(resource), [row]", "Projection.none, [row]"]
  }),
  ...mutantsOf("core/src/store/guardUnit.ts", {
    "goes on with a unit after a conflict": ["Conflict: false", "Conflict: true"],
    "goes on with a unit after a missing reference": ["ReferenceMissing: false", "ReferenceMissing: true"],
    "goes on with a unit after a refused delete": ["StillReferenced: false", "StillReferenced: true"],
    "ends a unit at a record that is absent": ["RecordNotFound: true", "RecordNotFound: false"],
    "ends a unit at what its caller may not do": ["NotPermitted: true", "NotPermitted: false"],
    "ends a unit at another version": ["VersionMismatch: true", "VersionMismatch: false"],
    "ends a unit at a field that stays as it was": ["FieldImmutable: true", "FieldImmutable: false"],
    "lets a unit end well whose failure its body caught": ["broken !== null && !isOwnWord(exit)", "false"],
    "lets a fork write when its unit is over": [
      "lendRun(step, (lent) => body((command) => turn.withPermit(lent(command)), judge))",
      "body((command) => turn.withPermit(step(command)), judge)"
    ]
  })
]

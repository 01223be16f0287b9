/** Mutants about what a write leaves: rows, versions, instants, and what its answer says. */
import { mutantsOf } from "./Mutant.ts"

export const writes = [
  ...mutantsOf("core/src/row/nextChange.ts", {
    "counts versions from 0": ["(counted ?? 0n) + 1n", "(counted ?? -1n) + 1n"],
    "counts every second version": ["(counted ?? 0n) + 1n", "(counted ?? -1n) + 2n"],
    "counts no update": [
      "(counted ?? 0n) + 1n",
      '(counted ?? 0n) + (row === null || operation === "delete" ? 1n : 0n)'
    ],
    "lets instants run backwards": ["[last?.at, updated].reduce", "[].reduce"],
    "lets instants run backwards across a delete": ["[last?.at, updated].reduce", "[updated].reduce"],
    "compares instants as texts": ["compareInstants(one, latest) > 0", "one > latest"],
    "moves an instant on that the clock repeats": [
      "compareInstants(one, latest) > 0 ? one",
      'compareInstants(one, latest) >= 0 ? one.replace(/Z$/u, "1Z")'
    ],
    "names nobody in a change": ["    actor,", '    actor: "anonymous",'],
    "keeps no request with a change": ["request_id: stamp.requestId", "request_id: null"]
  }),
  ...mutantsOf("core/src/row/nextRow.ts", {
    "clears what an update does not name": [
      "  ...before,",
      "  ...Object.fromEntries(resource.key.columns.map(({ name }) => [name, before[name] ?? null])),"
    ],
    "sets hidden fields that stay as they were created": ["!settled.includes(column)", "true"],
    "names whoever changes a record as its creator": [
      'audited(resource, "onUpdate", audit)',
      'audited(resource, "onCreate", audit)'
    ],
    "gives a record that is made again to who restores it": ["  ...kept\n", ""],
    "never says who changed a record last": [
      'audited(resource, "onUpdate", audit)',
      'audited(resource, "onUpdate", { ...audit, stamp: { ...audit.stamp, subject: String(before["last_updater_uid"]) } })'
    ],
    "leaves fields without their defaults": ["...newValues(resource, values)", "...values"],
    "leaves no change where a hidden field stays as it was": ["columns.some(({ shown }) => !shown) || ", ""],
    "leaves no change where a hidden field alone changes": [
      "columns.some(({ shown }) => !shown) || differing(columns, row, values)",
      "differing(columns.filter(({ shown }) => shown), row, values)"
    ],
    "takes null for any value": ["a === null || b === null ? a !== b", "a === null || b === null ? false"],
    "keeps hidden fields in its changes": [
      'filter(({ recorded }) => recorded !== "never")',
      "filter(() => true)"
    ]
  }),
  ...mutantsOf("core/src/row/decideWrite.ts", {
    "records a restore as an update": ['return act === "restore" ? act : usual', "return usual"],
    "sets what stays as it was created without a word": ["if (immutable.length > 0)", "if (false)"],
    "names the first alone of the fields that stay as they were created": [
      "const fields = immutable.map(",
      "const fields = immutable.slice(0, 1).map("
    ],
    "leaves a change where an update changes nothing": [
      'operation === "update" && !changes(',
      "false && !changes("
    ],
    "leaves no change where a replace changes nothing": ['operation === "update" && !changes(', "!changes("],
    "keeps what a replace leaves to the database": [
      "{ ...databaseDefaults(resource, values), ...values }",
      "values"
    ],
    "counts from 1 again under a uid that was deleted": [
      "stamp, { row: null, last })",
      "stamp, { row: null, last: null })"
    ],
    "gives a deleted record's uid to who did not see it": ["image !== null && !holds(see, image)", "false"],
    "keeps what several fields identify for who saw it last": [
      "soleColumn(resource.key) !== null && image",
      "image"
    ],
    "names the uid where it is taken": ["takenFields(key)", '["uid"]'],
    "names no field of the key that is taken": ["takenFields(key)", "[]"],
    "makes a record at an address though the database makes the uids": [
      'if (resource.key.by === "database")',
      "if (false)"
    ],
    "answers a replace of an unseen record with its absence": [
      "if (stored.row !== null && holds(see, stored.row))",
      "if (stored.row !== null)"
    ]
  }),
  ...mutantsOf("adapter-memory/src/write.ts", {
    "calls no record created": ["created: decided.before === null", "created: false"],
    "calls what POST makes created alone": [
      "created: decided.before === null",
      'created: command._tag === "Create"'
    ],
    "calls every replaced record created": [
      "created: decided.before === null",
      'created: command._tag === "Create" || command._tag === "Replace"'
    ],
    "calls every record visible": ["row !== null && holds(command.permit.see, row)", "row !== null"],
    "calls no deleted record visible": ["isGone || (row !== null && holds", "(row !== null && holds"],
    "answers writes with the whole record": [
      "Rows.fromValues(command.projection,",
      "Rows.fromValues({ key: '', items: [...resource.columns.values()].filter(({ shown }) => shown).map((column) => ({ _tag: 'Column', as: column.name, column, cast: null })) },"
    ],
    "keeps the row of a deleted record": [
      "put(tables, resource, row, change)",
      "put(tables, resource, row ?? told, change)"
    ],
    "keeps what a constraint refused": [
      "if (failure !== null) return",
      "if (failure !== null && change !== null) put(tables, resource, row, change)\n    if (failure !== null) return"
    ],
    "records a replace that makes a record as a replace": [
      "put(tables, resource, row, change)",
      "put(tables, resource, row, { ...change, operation: stamp.operation ?? change.operation })"
    ]
  })
]

/** Mutants about what is taken for the same: uids, texts, values, states of a record. */
import { mutantsOf } from "./Mutant.ts"

/** Maps whose keys go through this expression of `uid`, as through a column's collation. */
const folding = (key: string): readonly [string, string] => [
  "const table: Table = { resource, rows: new Map(), changes: new Map(), made: 0n }",
  `const fold = (uid) => ${key}
  class Folded extends Map {
    get(uid) { return super.get(fold(uid)) }
    set(uid, held) { return super.set(fold(uid), held) }
    delete(uid) { return super.delete(fold(uid)) }
  }
  const table: Table = { resource, rows: new Folded(), changes: new Folded(), made: 0n }`
]

/** Texts that are stored as this expression of `text`. */
const storing = (stored: string): readonly [string, string] => [
  "set(rows, change.uid, row ?? undefined)",
  `const store = (text) => ${stored}
  set(rows, change.uid, row === null ? undefined : Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, typeof cell === "string" ? store(cell) : cell])
  ))`
]

export const identities = [
  ...mutantsOf("adapter-memory/src/Tables.ts", {
    "takes uids for one that differ in case": folding("uid.toLowerCase()"),
    "takes uids for one that differ in blanks at the end": folding("uid.trimEnd()"),
    "takes uids for one that differ in how an accent is written": folding("uid.normalize()"),
    "takes uids for one that differ behind a slash": folding('uid.split("/")[0]'),
    "takes uids for one that are one number": folding("/^\\d+$/.test(uid) ? String(BigInt(uid)) : uid"),
    "takes uids for one that are one double": folding("/^\\d+$/.test(uid) ? String(Number(uid)) : uid"),
    "takes uids for one that are long and begin alike": folding("uid.slice(0, 255)"),
    "counts uids on from the greatest that is there": [
      "table.made += 1n",
      "table.made = [...table.rows.keys()].reduce((most, uid) => BigInt(uid) > most ? BigInt(uid) : most, 0n) + 1n"
    ],
    "stores how an accent is written in one way": storing("text.normalize()"),
    "stores the ends of lines in one way": storing('text.replaceAll("\\r\\n", "\\n")')
  }),
  ...mutantsOf("adapter-memory/src/keyOf.ts", {
    "has one tag for all states that look alike": [
      "`memory.${changes.get(Rows.keyOf(resource, row).uid)?.at(-1)?.version ?? 0}`",
      "`memory.${Object.values(row).join()}.${(changes.get(Rows.keyOf(resource, row).uid) ?? []).filter(({ operation }) => operation !== 'update').length}`"
    ]
  }),
  ...mutantsOf("adapter-memory/src/write.ts", {
    "stores when nothing was changed": [
      "if (change !== null) put(tables, resource, row, change)",
      "if (change !== null) put(tables, resource, row, change)\n    else tableOf(tables, resource).rows.set(uid, { ...told, last_updated_at: stamp.at })"
    ]
  })
]

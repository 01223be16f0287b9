/** Records and changes in plain maps, with an undo log so that a unit can be taken back. */
import { type Change, type KeptRefusal, Resource, type Stored, type Values } from "@pgcrest/core"

interface Table {
  readonly resource: Resource.Resource
  readonly rows: Map<string, Values>
  /** Of each uid, oldest first; they outlive the record. */
  readonly changes: Map<string, ReadonlyArray<Change>>
  /** How many uids were made here, as a sequence counts them: nobody takes one back. */
  made: bigint
}

export interface Tables {
  /** The place of each among them, counted from 1. */
  readonly places: WeakMap<Change, number>
  readonly byName: Map<string, Table>
  /** All changes, in the order in which they were written. */
  readonly written: Array<Change>
  /** Requests that were refused, in the order in which they were. */
  readonly refusals: Array<KeptRefusal>
  /** How to take back what was written since the last `forget`, newest last. */
  readonly undo: Array<() => void>
}

/** Empty ones, whose refusals stand in a list of their owner's. */
export const make = (refusals: Array<KeptRefusal>): Tables => ({
  byName: new Map(),
  written: [],
  places: new WeakMap(),
  refusals,
  undo: []
})

/** The table of a resource; an empty one when it is first named. */
export const tableOf = ({ byName }: Tables, resource: Resource.Resource): Table => {
  const known = byName.get(resource.name)
  if (known !== undefined) return known
  const table: Table = { resource, rows: new Map(), changes: new Map(), made: 0n }
  byName.set(resource.name, table)
  return table
}

/** The next uid of a table whose database makes them: a number, or one that looks like a UUID where the uid is one. */
export const nextUid = (table: Table): string => {
  table.made += 1n
  const digits = String(table.made)
  return Resource.soleColumn(table.resource.key)?.type.kind === "uuid"
    ? `00000000-0000-7000-8000-${digits.padStart(12, "0")}`
    : digits
}

/** What is held of a uid, but for what tells the row's state. */
export const heldOf = (tables: Tables, resource: Resource.Resource, uid: string): Omit<Stored, "version"> => {
  const { rows, changes } = tableOf(tables, resource)
  const history = changes.get(uid) ?? []
  const image = history.findLast(({ after }) => after !== null)?.after ?? null
  return { row: rows.get(uid) ?? null, last: history.at(-1) ?? null, image }
}

/** Puts a row (null deletes it) and its change together. */
export const put = (
  tables: Tables,
  resource: Resource.Resource,
  row: Values | null,
  change: Change
): void => {
  const { rows, changes } = tableOf(tables, resource)
  const [before, history] = [rows.get(change.uid), changes.get(change.uid)]
  tables.undo.push(() => {
    tables.written.pop()
    set(rows, change.uid, before)
    set(changes, change.uid, history)
  })
  tables.places.set(change, tables.written.push(change))
  set(rows, change.uid, row ?? undefined)
  changes.set(change.uid, [...(history ?? []), change])
}

/** Keeps a refusal, which is no change of anything. */
export const keep = ({ refusals, undo }: Tables, refusal: KeptRefusal): void => {
  refusals.push(refusal)
  undo.push(() => void refusals.pop())
}

/** Takes back everything since the last `forget`. */
export const rollback = ({ undo }: Tables): void => {
  while (undo.length > 0) undo.pop()?.()
}

/** Makes what was written final. */
export const forget = ({ undo }: Tables): void => {
  undo.length = 0
}

function set<V>(map: Map<string, V>, key: string, value: V | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

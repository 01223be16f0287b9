/** Which records a write of many is of, and what it makes of each. */
import {
  type Cell,
  type Column,
  type Command,
  compareRows,
  decideRow,
  decideWrite,
  type Decision,
  holds,
  identifying,
  Predicate,
  removing,
  Resource,
  type Stamp,
  TooManyAffected,
  updating,
  type Values
} from "@pgcrest/core"
import { storedOf } from "./keyOf.ts"
import { nextUid, type Tables, tableOf } from "./Tables.ts"

/** What each record becomes, in the order of the rows or of the keys, before anything is written. */
export const decisions = (
  tables: Tables,
  command: Command.WriteMany<Resource.Resource, Cell>,
  stamp: Stamp
): ReadonlyArray<Decision> | TooManyAffected => {
  const { resource } = command.permit
  switch (command._tag) {
    case "CreateMany":
    case "Upsert":
      return command.rows.flatMap((row, at) =>
        decideOne(tables, command, row, { ...stamp, uid: stamp.uids[at] ?? null })
      )
    case "UpdateMany":
    case "DeleteMany": {
      const uids = uidsFound(tables, command)
      if (command.most !== null && uids.length > command.most)
        return new TooManyAffected({ resource: resource.name, most: command.most })
      return uids.map((uid) => {
        const one =
          command._tag === "DeleteMany" ? removing(command, uid) : updating(command, uid, command.values)
        return decideWrite(one, { ...stamp, uid }, storedOf(tables, resource, uid))
      })
    }
  }
}

/** Nothing of a row whose record is there already, and is to be left. */
function decideOne(
  tables: Tables,
  command: Command.CreateMany<Resource.Resource, Cell> | Command.Upsert<Resource.Resource, Cell>,
  row: Command.Row<Cell>,
  stamp: Stamp
): ReadonlyArray<Decision> {
  const { resource } = command.permit
  const columns = command._tag === "Upsert" ? command.on : command.ignore
  const there = columns === null ? undefined : sameIn(tables, resource, columns, row)
  if (there !== undefined && command._tag === "CreateMany") return []
  const uid =
    there === undefined
      ? (stamp.uid ?? nextUid(tableOf(tables, resource)))
      : Resource.uidOf(resource.key, there)
  return [decideRow(command, row, { ...stamp, uid }, storedOf(tables, resource, uid))]
}

/** The record that has in these columns what a row has. */
function sameIn(
  tables: Tables,
  resource: Resource.Resource,
  columns: ReadonlyArray<Column>,
  row: Command.Row<Cell>
): Values | undefined {
  const cells = identifying(resource, columns, row)
  if (cells === null) return undefined
  const isSame = (other: Values) =>
    columns.every(({ name, cell }, at) => {
      const value = other[name] ?? null
      return value !== null && cell.compare(value, cells[at] ?? null) === 0
    })
  return [...tableOf(tables, resource).rows.values()].find(isSame)
}

function uidsFound(
  tables: Tables,
  { permit: { resource, see }, filter }: Command.UpdateMany<Resource.Resource, Cell> | Command.DeleteMany
): ReadonlyArray<string> {
  const wanted = Predicate.and(see, filter)
  return [...tableOf(tables, resource).rows.values()]
    .filter((row) => holds(wanted, row))
    .toSorted(compareRows(resource, []))
    .map((row) => Resource.uidOf(resource.key, row))
}

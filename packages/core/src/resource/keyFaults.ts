/** Refuses keys that could not be an address, or would not stay one. */
import type { ColumnType } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"
import { type Key, soleColumn } from "./Key.ts"
import type * as Resource from "./Resource.ts"

// Said at start, and not by a route that is missing: nothing but the collection is at an address.
const ofRecords = ["get", "update", "history", "restore", "purge"] as const

/** The faults of what identifies a resource's records. */
export function* keyFaults({ key, access }: Resource.Resource): Generator<string> {
  if (new Set(key.columns).size < key.columns.length) yield "its key names a field twice"
  for (const column of key.columns) yield* columnFaults(column, key)
  if (soleColumn(key) !== null) {
    if (isMadeByPut(key) && access.create !== undefined && access.update === undefined)
      yield "its records are made by PUT alone, which needs a rule for update beside the one for create"
    return
  }
  for (const verb of ofRecords) {
    if (access[verb] !== undefined)
      yield `its records have no uid and so no address of their own: there is nothing to ${verb}, only to list, create and delete`
  }
  const made = key.columns.find(({ write }) => write === null)
  // The uid of a create is told before its row is.
  if (made !== undefined && access.create !== undefined)
    yield `"${made.name}", a part of its key, is made by the database: there is nothing to create, only to list and delete`
}

function isMadeByPut({ by, columns }: Key): boolean {
  return by === "client" || (by === "fields" && columns.some(({ write }) => write === null))
}

function* columnFaults(column: Column, key: Key): Generator<string> {
  const { name, type, nullable, shown, plays } = column
  if (!isSpelt(type, soleColumn(key) === null))
    yield `"${name}" is ${type.kind}, of which one value can be written in several ways: no uid or key can be that`
  if (key.by === "server" && !holdsUuid(type))
    yield `"${name}" is ${type.kind}, which holds no uid of the server's: say who makes it with uidBy`
  if (plays === null && (nullable || !shown))
    yield `"${name}" cannot be part of its key: it may be null or is hidden`
}

/** Whether each value has one text; of one column, which the trail knows as the database writes it, the same there and here. */
function isSpelt(type: ColumnType, isJoined: boolean): boolean {
  if (type.kind === "numeric") return type.precision !== null
  return alike.has(type.kind) || (isJoined && canonical.has(type.kind))
}

type Kinds = ReadonlySet<ColumnType["kind"]>
const alike: Kinds = new Set(["uuid", "text", "char", "enum", "smallint", "integer", "bigint", "oid", "date"])
const canonical: Kinds = new Set([
  "boolean",
  "timestamp",
  "timestamptz",
  "time",
  "timetz",
  "inet",
  "cidr",
  "macaddr",
  "macaddr8",
  "bit"
])

function holdsUuid(type: ColumnType): boolean {
  const length = type.kind === "text" || type.kind === "char" ? (type.length ?? Infinity) : 0
  return type.kind === "uuid" || length >= 36
}

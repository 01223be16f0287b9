/** The rows of a write of many without their values: an array for each column, so that any number of rows has one shape. */
import type { Cell, Column, Command, Resource } from "@pgcrest/core"
import type { Hole, Parting } from "./Parting.ts"
import type { Given, RowsShape } from "./Shape.ts"
import { toParameter } from "./toParameter.ts"

type ByRows = Command.CreateMany<Resource.Resource, Cell> | Command.Upsert<Resource.Resource, Cell>

/** All fields of the records, in the resource's order. */
export const rowsOf = (
  { columns, key }: Resource.Resource,
  command: ByRows,
  uids: ReadonlyArray<string | null>,
  parting: Parting
): RowsShape => {
  const writable = [...columns.values()].filter(({ write }) => write !== null)
  const uidsAt = key.by === "fields" ? null : parting.hold(uids)
  return {
    uids: uidsAt,
    values: writable.map((column) => givenTo(column, command, parting)),
    groups: groupsOf(writable, command, parting)
  }
}

/** Columns by which records are told from each other. */
export const columnsOf = (columns: ReadonlyArray<Column>, parting: Parting): ReadonlyArray<Column> => {
  parting.say(` on ${columns.map(({ name }) => name).join()}`)
  return columns
}

/** How many records a write by filter may be of. */
export const mostOf = (
  { most }: Command.UpdateMany<Resource.Resource, Cell> | Command.DeleteMany,
  parting: Parting
): Hole | null => {
  parting.say(most === null ? " any " : " most ")
  return most === null ? null : parting.hold(most)
}

/** A column that no row names gets its default once for all. */
function givenTo(column: Column, { _tag, rows }: ByRows, parting: Parting): Given {
  const { name, default: standard } = column
  const naming = rows.map((row) => isNamed(row, column))
  const other = standard?.value ?? null
  if (!naming.includes(true)) {
    parting.say(` -${name}`)
    return { column, named: false, value: parting.holdCell(other, column) }
  }
  // What a create leaves out has its default; an upsert leaves it as it is where there is a record.
  const isAsked = _tag === "Upsert" && naming.includes(false)
  parting.say(isAsked ? ` ~${name}` : ` ${name}`)
  const cells = rows.map(({ values: { [name]: cell = other } }) => toParameter(cell, column.type))
  return {
    column,
    named: true,
    value: parting.hold(cells, name),
    rows: { naming: isAsked ? parting.hold(naming) : null }
  }
}

function groupsOf(columns: ReadonlyArray<Column>, { rows }: ByRows, parting: Parting): RowsShape["groups"] {
  const left = columns.filter(
    (column) => column.default?.by === "database" && isMixed(rows.map((row) => isNamed(row, column)))
  )
  if (left.length === 0) return null
  const named = new Map<string, ReadonlySet<Column>>()
  const keys = rows.map((row) => {
    const own = left.filter((column) => isNamed(row, column))
    const key = own.map(({ name }) => name).join()
    if (!named.has(key)) named.set(key, new Set(own))
    return key
  })
  const places = new Map([...named.keys()].map((key, at) => [key, at]))
  parting.say(` groups ${[...named.keys()].join(";")}`)
  return { of: parting.hold(keys.map((key) => places.get(key) ?? 0)), named: [...named.values()] }
}

function isMixed(flags: ReadonlyArray<boolean>): boolean {
  return flags.includes(true) && flags.includes(false)
}

function isNamed({ values }: Command.Row<Cell>, { name }: Column): boolean {
  return values[name] !== undefined
}

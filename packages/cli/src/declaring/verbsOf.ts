/** Which verbs a table can serve, whoever may use them. */
import type { Table } from "../catalogue/Description.ts"
import type { Verb } from "./Declaration.ts"
import { isMade, isTable } from "./keyOf.ts"
import { type Named, place } from "./Named.ts"

export interface Verbs {
  readonly verbs: ReadonlyArray<Verb>
  /** Why some are missing that other tables have. */
  readonly remarks: ReadonlyArray<string>
}

export const verbsOf = (named: Named, written: WrittenPast): Verbs => {
  const { table } = named
  if (!isTable(table)) return { verbs: ["list", "get"], remarks: [] }
  // Records that several fields identify have no address of their own.
  const all: ReadonlyArray<Verb> = hasAddress(named)
    ? ["list", "get", "create", "update", "delete", "history"]
    : ["list", "create", "delete"]
  if (table.rules.length > 0)
    return {
      verbs: all.filter(isRead),
      remarks: [
        `It can only be read: PostgreSQL takes no write of ours where the rule ${table.rules.join(", ")} rewrites it.`
      ]
    }
  const obstacles = obstaclesOf(named, written.get(place(table)))
  return {
    verbs: all.filter((verb) => !obstacles.has(verb)),
    remarks: [...obstacles].map(([verb, because]) => `It takes no ${verb}: ${because}.`)
  }
}

/** By the verb that each stands against. */
function obstaclesOf({ table, key }: Named, past: string | undefined): ReadonlyMap<Verb, string> {
  const keys = key.kind === "columns" ? key.columns : []
  const counted = table.columns.find((column) => keys.includes(column.name) && isMade(column))
  const found = new Map<Verb, string>()
  if (counted !== undefined)
    found.set("create", `${counted.name}, a part of its key, is counted by the database`)
  if (past !== undefined)
    found.set("delete", `the foreign key ${past} would change other records past the trail`)
  return found
}

function hasAddress({ key }: Named): boolean {
  return key.kind === "uid" || key.columns.length === 1
}

function isRead(verb: Verb): boolean {
  return verb === "list" || verb === "get" || verb === "history"
}

/** The foreign key, with its table, that writes when a row of a table is deleted; by that table. */
export type WrittenPast = ReadonlyMap<string, string>

export const writtenPast = (tables: ReadonlyArray<Table>): WrittenPast =>
  new Map(
    tables.flatMap((table) =>
      table.foreignKeys
        .filter(({ writes }) => writes)
        .map(({ name, target }) => [place(target), `${name} of ${table.schema}.${table.name}`] as const)
    )
  )

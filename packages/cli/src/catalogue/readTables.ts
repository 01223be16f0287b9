/** The tables of an answer. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"
import type { Check, Column, ForeignKey, Table, TableKind, Type, Unique } from "./Description.ts"

type ToldColumn = Omit<Column, "type"> & { readonly type: number }
type ToldUnique = Unique & { readonly primary: boolean }

/** Tables in the order of the answer, their columns' types resolved. */
export const readTables = (
  rows: ReadonlyArray<PostgresClient.TextRow>,
  typeOf: (oid: number) => Type
): ReadonlyArray<Table> => rows.map((row) => tableOf(row, typeOf))

function tableOf(
  [
    schema,
    name,
    kind,
    comment,
    readable,
    columns,
    uniques,
    foreignKeys,
    checks,
    rules
  ]: PostgresClient.TextRow,
  typeOf: (oid: number) => Type
): Table {
  const toldColumns: ReadonlyArray<ToldColumn> = listed(columns)
  const toldUniques: ReadonlyArray<ToldUnique> = listed(uniques)
  const toldKeys: ReadonlyArray<ForeignKey> = listed(foreignKeys)
  const toldChecks: ReadonlyArray<Check> = listed(checks)
  const toldRules: ReadonlyArray<string> = listed(rules)
  const key = toldUniques.find(({ primary }) => primary)
  return {
    schema: schema ?? "",
    name: name ?? "",
    kind: kinds.get(kind ?? "") ?? "table",
    comment: comment ?? null,
    readable: readable === "t",
    columns: toldColumns.map((column) => ({ ...column, type: typeOf(column.type) })),
    primaryKey: key === undefined ? null : { name: key.name, columns: key.columns },
    uniques: toldUniques
      .filter(({ primary }) => !primary)
      .map(({ name, columns, only, definition }) => ({ name, columns, only, definition })),
    foreignKeys: toldKeys,
    checks: toldChecks,
    rules: toldRules
  }
}

const kinds: ReadonlyMap<string, TableKind> = new Map([
  ["r", "table"],
  ["p", "partitioned"],
  ["v", "view"],
  ["m", "materialized view"],
  ["f", "foreign"]
])

function listed(json: string | null | undefined) {
  return JSON.parse(json ?? "[]")
}

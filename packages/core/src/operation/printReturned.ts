/** What a function returned as JSON, every digit kept; what its declaration does not allow is a defect. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Column } from "../resource/Column.ts"
import type { SqlFunction } from "../store/SqlFunctions.ts"
import type { Values } from "../value/ColumnType.ts"

/** A value, an object or null, or an array of objects. */
export const printReturned = (called: SqlFunction, rows: ReadonlyArray<Values>): Effect.Effect<string> => {
  const { kind, columns } = called.returns
  const shown = [...columns.values()].filter((column) => column.shown)
  const fault = rows.flatMap((row) => shown.filter((column) => !allows(column, row)))[0]
  if (fault !== undefined) return Effect.die(mistake(called, fault))
  const [row] = rows
  switch (kind) {
    case "rows":
      return Effect.succeed(`[${rows.map((one) => objectOf(shown, one)).join(",")}]`)
    case "record":
      return Effect.succeed(row === undefined ? "null" : objectOf(shown, row))
    case "value":
      return Effect.succeed(row === undefined ? "null" : shown.map((column) => textOf(column, row)).join(""))
  }
}

function objectOf(columns: ReadonlyArray<Column>, row: Values): string {
  return `{${columns.map((column) => `${JSON.stringify(column.name)}:${textOf(column, row)}`).join(",")}}`
}

function textOf({ cell: { print }, name }: Column, row: Values): string {
  const cell = row[name] ?? null
  return cell === null ? "null" : print(cell)
}

function allows(column: Column, row: Values): boolean {
  const cell = row[column.name] ?? null
  if (cell === null) return column.nullable
  const isPrintable = Result.isSuccess(Result.try((): unknown => JSON.parse(column.cell.print(cell))))
  return isPrintable && column.check(cell).length === 0
}

function mistake({ name, function: { name: functionName } }: SqlFunction, { name: of, type }: Column): Error {
  return new Error(
    `The function ${functionName} of the operation "${name}" returned for ${of} what is no ${type.kind} as it is declared.`
  )
}

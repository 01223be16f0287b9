/** The outbound port of what a database does by itself: functions that somebody has declared, and no others. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import type { TableName } from "../resource/naming.ts"
import type { Values } from "../value/ColumnType.ts"

/** A function of a database as it is declared: the only source of names in the statement that calls it. */
export interface SqlFunction {
  /** Of the operation that it is, by which failures tell it. */
  readonly name: string
  readonly function: TableName
  /** By their names in the input. */
  readonly parameters: ReadonlyMap<string, Column>
  /** One value, one row, or rows; the columns by their names in the answer. Of a value there is one, called `value`. */
  readonly returns: {
    readonly kind: "value" | "record" | "rows"
    readonly columns: ReadonlyMap<string, Column>
  }
  /** Whether it must write nothing. */
  readonly safe: boolean
}

/**
 * Calls a function, all or nothing, with the parameters that are given; others have the function's own defaults. Answers
 * the rows that it returns, of a value one row. A safe one that writes is a defect, and writes nothing; so is one that
 * the database does not have. Failures name the operation for a resource, and parameters for fields.
 */
export class SqlFunctions extends Context.Service<
  SqlFunctions,
  {
    readonly call: (called: SqlFunction, given: Values) => Effect.Effect<ReadonlyArray<Values>, StoreFailure>
  }
>()("@pgcrest/core/SqlFunctions") {}

/** An operation that a function of the database is. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { validate } from "../command/validate.ts"
import type { Fault } from "../failures.ts"
import type { Rule } from "../resource/Access.ts"
import type { Column } from "../resource/Column.ts"
import type { Declared } from "../resource/declaredField.ts"
import { tableOf } from "../resource/naming.ts"
import type { Fields } from "../resource/Resource.ts"
import { type SqlFunction, SqlFunctions } from "../store/SqlFunctions.ts"
import type { Values } from "../value/ColumnType.ts"
import { parseExactJson } from "../value/parseExactJson.ts"
import { checkOperation } from "./checkOperation.ts"
import { functionColumns } from "./functionColumns.ts"
import type { Form } from "./inputOf.ts"
import { printReturned } from "./printReturned.ts"

/** What a function returns. */
export interface Returned {
  readonly kind: SqlFunction["returns"]["kind"]
  readonly fields: Fields
}

/** One value, of the field's type. */
export const value = (field: Declared): Returned => ({ kind: "value", fields: { value: field } })
/** One row, as of a composite type or of `out` parameters: its columns by name. Null where there is none. */
export const record = (fields: Fields): Returned => ({ kind: "record", fields })
/** A set of rows, as of `returns table` or `setof`, in the function's order. */
export const rows = (fields: Fields): Returned => ({ kind: "rows", fields })

/** How a function is declared. */
export interface DescribedFunction {
  /** `name` or `schema.name`; the operation's own name when left out. */
  readonly function?: string | { readonly schema?: string; readonly name: string }
  /** The parameters by name, each of its field's type; what may be left out has a default, or the function's own. */
  readonly input: Fields
  readonly output: Returned
  /** Who may call it. It is about no record, so that a rule that asks for one ends the start. */
  readonly access: Rule
  /** That it writes nothing: it is answered to GET too, and the database holds it to that. */
  readonly safe?: boolean
}

/** The operation, whose input is read as a record's body is. */
export const sqlOperation = (name: string, described: DescribedFunction) => {
  const { access, output, safe = false } = described
  const [parameters, returned] = [functionColumns(described.input), functionColumns(output.fields)]
  checkOperation(name, access, [...parameters.faults, ...returned.faults])
  const called: SqlFunction = {
    name,
    function: tableOf(described.function ?? name),
    parameters: parameters.columns,
    returns: { kind: output.kind, columns: returned.columns },
    safe
  }
  const call = (given: Values) => () =>
    Effect.flatMap(SqlFunctions, (functions) =>
      Effect.flatMap(functions.call(called, given), (rows) => printReturned(called, rows))
    )
  return {
    _tag: "Operation" as const,
    name,
    access,
    safe,
    alone: true,
    accept: (input: unknown, form: Form) => Result.map(given(called, input, form), call)
  }
}

type Given = Result.Result<Values, ReadonlyArray<Fault>>

function given({ name, parameters: columns }: SqlFunction, input: unknown, form: Form): Given {
  const texts: Readonly<Record<string, unknown>> = { ...Object(input) }
  const faults: Array<Fault> = []
  const body = form === "json" ? texts : fromTexts(columns, texts, faults)
  const reading = { extent: "whole", by: "client", strict: true } as const
  return faults.length > 0
    ? Result.fail(faults)
    : Result.mapError(validate({ name, columns }, body, reading), (invalid) => invalid.faults)
}

/** The same as JSON: each text as its column's type is written in a filter. */
function fromTexts(
  columns: ReadonlyMap<string, Column>,
  texts: Readonly<Record<string, unknown>>,
  faults: Array<Fault>
): Readonly<Record<string, unknown>> {
  const read = (name: string, text: unknown): unknown => {
    const cell = columns.get(name)?.cell
    const parsed = cell?.parse?.(String(text))
    if (cell === undefined || parsed === undefined) return text
    if (Result.isSuccess(parsed)) return parseExactJson(cell.print(parsed.success))
    faults.push({ path: [name], code: "type", detail: parsed.failure })
    return null
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, read(name, text)]))
}

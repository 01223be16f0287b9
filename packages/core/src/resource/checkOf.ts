/** The checks of a field's schema: rules that a value of the right type can still break. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import type { Fault } from "../failures.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { withDoubles } from "../value/jsonCell.ts"

const options = { errors: "all", onExcessProperty: "error" } as const
const format = SchemaIssue.makeFormatterStandardSchemaV1()

// What can hold a number that a double would change.
const exactNumbers: ReadonlySet<ColumnType["kind"]> = new Set(["json", "jsonb", "geometry", "array"])

/** The schema's decoder is made when it is first needed: most fields of a cold start are not. */
export const checkOf = (
  schema: Schema.Codec<unknown, unknown>,
  { kind }: ColumnType
): ((cell: Cell) => ReadonlyArray<Fault>) => {
  let decode: ((cell: unknown) => Result.Result<unknown, Schema.SchemaError>) | null = null
  return (cell) => {
    decode ??= Schema.decodeUnknownResult(schema, options)
    const result = decode(exactNumbers.has(kind) ? withDoubles(cell) : cell)
    if (Result.isSuccess(result)) return []
    return format(result.failure.issue).issues.map(({ path, message }) => ({
      path: (path ?? []).map(segment),
      code: "check",
      detail: message
    }))
  }
}

function segment(part: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof part === "object" ? part.key : part
  return typeof key === "number" ? key : String(key)
}

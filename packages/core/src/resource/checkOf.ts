/** The checks of a field's schema: rules that a value of the right type can still break. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { Fault } from "../failures.ts"
import type { Cell, ColumnType } from "../value/ColumnType.ts"
import { withDoubles } from "../value/jsonCell.ts"
import { issueFaults } from "./issueFaults.ts"

const options = { errors: "all", onExcessProperty: "error" } as const

// What can hold a number that a double would change.
const exactNumbers: ReadonlySet<ColumnType["kind"]> = new Set(["json", "jsonb", "geometry", "array"])

/** What passes a plain schema's own checks is decoded no further: the schema's decoder is made for what does not, and for all other schemas. */
export const checkOf = (
  schema: Schema.Codec<unknown, unknown>,
  { kind }: ColumnType
): ((cell: Cell) => ReadonlyArray<Fault>) => {
  const passes = plainly(schema.ast)
  let decode: ((cell: unknown) => Result.Result<unknown, Schema.SchemaError>) | null = null
  return (cell) => {
    if (passes(cell)) return noFaults
    decode ??= Schema.decodeUnknownResult(schema, options)
    const result = decode(exactNumbers.has(kind) ? withDoubles(cell) : cell)
    if (Result.isSuccess(result)) return noFaults
    return issueFaults(result.failure.issue)
  }
}

const noFaults: ReadonlyArray<Fault> = []
const plain: ReadonlyMap<string, string> = new Map([
  ["String", "string"],
  ["Number", "number"],
  ["Boolean", "boolean"]
])

/** Whether a value is of a schema of texts, numbers or flags, by its type and the schema's checks alone; of other schemas this says no. */
function plainly(ast: SchemaAST.AST): (cell: Cell) => boolean {
  const type = ast.encoding === undefined ? plain.get(ast._tag) : undefined
  if (type === undefined) return () => false
  const filters = (ast.checks ?? []).flatMap(filtersOf)
  return (cell) =>
    typeof cell === type && filters.every((filter) => filter.run(cell, ast, options) === undefined)
}

function filtersOf(check: SchemaAST.Check<unknown>): ReadonlyArray<SchemaAST.Filter<unknown>> {
  return check._tag === "Filter" ? [check] : check.checks.flatMap(filtersOf)
}

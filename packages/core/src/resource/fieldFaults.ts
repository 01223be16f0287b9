/** Refuses fields whose type, schema or default no column could have. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { cellType } from "../value/CellType.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import { unstorable, utf8Length } from "../value/text.ts"
import type { Field } from "./declaredField.ts"
import { isTypeName, nameFaults } from "./nameFaults.ts"
import { transforms } from "./transforms.ts"

/** The faults of a declared field. */
export function* fieldFaults(name: string, field: Field): Generator<string> {
  yield* nameFaults(name, "a field")
  if (transforms(field.schema.ast)) {
    yield `the schema of "${name}" transforms; a field's value is the same in JSON, in hooks and in its column`
    return
  }
  if (field.domain !== null && !isTypeName(field.domain))
    yield `"${field.domain}" is no name for the domain of "${name}"`
  yield* typeFaults(name, field.type)
  const standard = field.default?.value
  if (standard !== undefined && !(field.nullable && standard === null)) {
    const cell = cellType(field.type).fromJson(standard)
    const checked = Schema.decodeUnknownResult(field.schema)(standard)
    if (Result.isFailure(checked))
      yield `the default of "${name}" breaks its schema: ${checked.failure.message}`
    if (Result.isFailure(cell))
      yield `the default of "${name}" ${cell.failure.map(({ detail }) => detail).join(", ")}`
  }
}

function* typeFaults(name: string, type: ColumnType): Generator<string> {
  if (type.kind === "numeric" && type.precision !== null && !isPrecision(type.precision, type.scale ?? 0)) {
    yield `"${name}" is numeric(${type.precision}, ${type.scale}), which no column can be`
  }
  if (type.kind === "text" || type.kind === "char" || type.kind === "bit")
    yield* lengthFaults(name, type.length)
  if (type.kind === "array" || type.kind === "range" || type.kind === "multirange")
    yield* typeFaults(name, type.of)
  if ("type" in type && type.type !== null && !isTypeName(type.type))
    yield `"${type.type}" is no name for the type of "${name}"`
  if (type.kind !== "enum") return
  if (new Set(type.labels).size < Math.max(type.labels.length, 1))
    yield `the labels of "${name}" are none, or one of them comes twice`
  for (const label of type.labels) {
    if (unstorable(label) !== null || (type.type !== null && utf8Length(label) > 63))
      yield `the label "${label}" of "${name}" cannot be stored: PostgreSQL's labels take at most 63 bytes, and no NUL`
  }
}

function* lengthFaults(name: string, length: number | null | undefined): Generator<string> {
  if (length != null && !(Number.isInteger(length) && length > 0 && length <= 10_485_760))
    yield `"${name}" has a length of ${length}, which no column can have`
}

function isPrecision(precision: number | null, scale: number | null): boolean {
  if (precision === null || scale === null) return precision === scale
  const whole = Number.isInteger(precision) && Number.isInteger(scale)
  return whole && precision > 0 && precision <= 1000 && Math.abs(scale) <= 1000
}

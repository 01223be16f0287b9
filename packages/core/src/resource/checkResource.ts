/** Refuses resources that make no sense, with a message that names each fault. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { accessFaults } from "./accessFaults.ts"
import { cellType } from "../value/CellType.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import type * as Field from "./Field.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"
import { keyFaults } from "./keyFaults.ts"
import type * as Resource from "./Resource.ts"
import { transforms } from "./transforms.ts"
import { parseInstant } from "../value/instant.ts"
import { isIndexed } from "../value/otherType.ts"
import { unstorable, utf8Length } from "../value/text.ts"

// Words of the query grammar: `?order=…` could not be told from a filter on a field of that name.
const reserved = new Set("select order limit offset and or not columns on_conflict as_of".split(" "))

/** Throws one InvalidDeclaration for all faults, those that were found before among them. */
export const checkResource = (resource: Resource.Resource, found: ReadonlyArray<string>): void => {
  const all = [...found, ...faults(resource)]
  if (all.length > 0)
    throw new InvalidDeclaration(...all.map((fault) => `Resource "${resource.name}": ${fault}`))
}

function* faults(resource: Resource.Resource): Generator<string> {
  const { name, table, fields } = resource
  if (!/^[a-z][a-z0-9_-]{0,62}$/u.test(name)) yield "its name must be lower-case letters, digits, - and _"
  for (const part of [table.schema, table.name]) {
    if (part !== null) yield* sqlNameFaults(part, "a table")
  }
  if (table.schema === "audit") yield "its table is in the schema audit, which is the trail's own"
  yield* auditFaults(resource)
  yield* columnFaults(resource)
  for (const [field, declared] of Object.entries(fields)) yield* fieldFaults(field, declared)
  yield* relationFaults(resource)
  yield* uniqueFaults(resource)
  yield* accessFaults(resource)
  yield* keyFaults(resource)
  if (resource.adopted !== null && Result.isFailure(parseInstant(resource.adopted)))
    yield `"${resource.adopted}" is no instant with an offset since when it is adopted`
}

/** What needs no quotes in a query or in JavaScript; nothing that every object has, so that no record lacks it by accident. */
function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,62}$/u.test(name) && !(name in Object.prototype)
}

/** PostgreSQL takes any name of 1 to 63 bytes in quotes. */
function* sqlNameFaults(name: string, what: string): Generator<string> {
  if (name === "" || unstorable(name) !== null || utf8Length(name) > 63)
    yield `"${name}" cannot name ${what}: PostgreSQL's names take 1 to 63 bytes`
}

/** Two fields over one column would write it twice. */
function* columnFaults({ columns }: Resource.Resource): Generator<string> {
  const taken = new Map<string, string>()
  for (const { name, columnName } of columns.values()) {
    yield* sqlNameFaults(columnName, `the column of "${name}"`)
    const other = taken.get(columnName)
    if (other !== undefined) yield `"${other}" and "${name}" are both stored in the column "${columnName}"`
    taken.set(columnName, name)
  }
}

function* nameFaults(name: string, what: string): Generator<string> {
  if (!isIdentifier(name)) yield `"${name}" is no identifier for ${what}`
  if (reserved.has(name)) yield `"${name}" is a word of the query grammar and cannot name ${what}`
}

function* auditFaults({ audit, fields }: Resource.Resource): Generator<string> {
  const taken = new Map<string, string>()
  for (const [part, column] of Object.entries(audit)) {
    if (column === null) continue
    yield* nameFaults(column, `the column of ${part}`)
    if (Object.hasOwn(fields, column)) yield `the field "${column}" is also the audit's ${part}`
    if (taken.has(column))
      yield `the column "${column}" plays two parts of the audit: ${taken.get(column)} and ${part}`
    taken.set(column, part)
  }
}

function* fieldFaults(name: string, field: Field.Field): Generator<string> {
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

// As in SQL: words or names in quotes, with a schema before and a modifier behind, and nothing that could be more than a name.
const sqlName = '(?:[A-Za-z_][A-Za-z0-9_$]*|"(?:[^"\\u0000]|"")+")'
const typeName = new RegExp(
  `^${sqlName}(?:\\.${sqlName}|(?: [a-z]+)+)?(?:\\([A-Za-z0-9_]+(?:, ?[A-Za-z0-9_]+)*\\))?(?:\\[\\])*$`,
  "u"
)

function isTypeName(type: string): boolean {
  return typeName.test(type)
}

function isPrecision(precision: number | null, scale: number | null): boolean {
  if (precision === null || scale === null) return precision === scale
  const whole = Number.isInteger(precision) && Number.isInteger(scale)
  return whole && precision > 0 && precision <= 1000 && Math.abs(scale) <= 1000
}

function* relationFaults({ columns, relations }: Resource.Resource): Generator<string> {
  for (const [name, { _tag, via }] of Object.entries(relations)) {
    if (!isIdentifier(name)) yield `"${name}" is no identifier for a relation`
    if (columns.has(name)) yield `the relation "${name}" has the name of a field`
    if (_tag === "One" && !columns.has(via))
      yield `the relation "${name}" goes by "${via}", which is no field`
  }
}

function* uniqueFaults({ columns, uniques }: Resource.Resource): Generator<string> {
  const taken = new Set<string>()
  for (const { constraint, fields } of uniques) {
    const unknown = fields.find((field) => !columns.has(field))
    yield* sqlNameFaults(constraint, "a unique constraint")
    if (fields.length === 0) yield `the unique constraint "${constraint}" is over no field`
    if (unknown !== undefined) yield `the unique constraint "${constraint}" names no field: "${unknown}"`
    const unlike = fields.find((field) => !isIndexed(columns.get(field)?.type ?? { kind: "text" }))
    if (unlike !== undefined)
      yield `the unique constraint "${constraint}" is over "${unlike}", whose type has no index that compares it`
    if (new Set(fields).size < fields.length)
      yield `the unique constraint "${constraint}" names a field twice`
    if (taken.has(constraint)) yield `two unique constraints are named "${constraint}"`
    taken.add(constraint)
  }
}

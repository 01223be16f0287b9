/** Refuses resources that make no sense, with a message that names the fault. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Rule } from "./Access.ts"
import type * as Field from "./Field.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"
import type * as Resource from "./Resource.ts"

const identifier = /^[a-z_][a-z0-9_]{0,62}$/u

// Words of the query grammar: `?order=…` could not be told from a filter on a field of that name.
const reserved = new Set("select order limit offset and or not columns on_conflict as_of".split(" "))

/** Throws InvalidDeclaration for the first fault. */
export const checkResource = (resource: Resource.Any): void => {
  for (const fault of faults(resource)) throw new InvalidDeclaration(`Resource "${resource.name}": ${fault}`)
}

function* faults(resource: Resource.Any): Generator<string> {
  const { name, table, fields, audit, columns } = resource
  if (!/^[a-z][a-z0-9_-]{0,62}$/u.test(name)) yield "its name must be lower-case letters, digits, - and _"
  for (const part of [table.schema, table.name]) {
    if (part !== null && !identifier.test(part)) yield `"${part}" is no identifier for a table`
  }
  for (const [part, column] of Object.entries(audit)) {
    if (column === null) continue
    if (!identifier.test(column)) yield `"${column}" is no identifier for the column of ${part}`
    if (Object.hasOwn(fields, column)) yield `the field "${column}" is also the audit's ${part}`
  }
  const audited = Object.values(audit).filter((column) => column !== null)
  if (new Set(audited).size < audited.length) yield "one column plays two parts of the audit"
  for (const [field, declared] of Object.entries(fields)) yield* fieldFaults(field, declared)
  yield* relationFaults(resource)
  for (const { constraint, fields: names } of resource.uniques) {
    const unknown = names.find((field) => !columns.has(field))
    if (unknown !== undefined) yield `the unique constraint "${constraint}" names no field: "${unknown}"`
  }
  for (const [verb, rule] of Object.entries(resource.access)) {
    if (audit.creator_uid === null && needsOwner(rule)) {
      yield `the rule of ${verb} asks for the owner, but no column plays creator_uid`
    }
  }
}

function* fieldFaults(name: string, field: Field.Any): Generator<string> {
  if (!identifier.test(name)) yield `"${name}" is no identifier for a field`
  if (reserved.has(name)) yield `"${name}" is a word of the query grammar and cannot name a field`
  if (field.schema.ast.encoding !== undefined) {
    yield `the schema of "${name}" transforms; a field's value is the same in JSON, in hooks and in its column`
  }
  if (field.type.kind === "numeric" && !(field.type.precision > 0 && field.type.scale >= 0 && field.type.scale <= field.type.precision)) {
    yield `"${name}" is numeric(${field.type.precision}, ${field.type.scale}), which no column can be`
  }
  if (field.default !== null && !(field.nullable && field.default.value === null)) {
    const checked = Schema.decodeUnknownResult(field.schema)(field.default.value)
    if (Result.isFailure(checked)) yield `the default of "${name}" breaks its schema: ${checked.failure.message}`
  }
}

function* relationFaults({ columns, relations }: Resource.Any): Generator<string> {
  for (const [name, { _tag, via }] of Object.entries(relations)) {
    if (!identifier.test(name)) yield `"${name}" is no identifier for a relation`
    if (columns.has(name)) yield `the relation "${name}" has the name of a field`
    if (_tag === "One" && !columns.has(via)) yield `the relation "${name}" goes by "${via}", which is no field`
  }
}

function needsOwner(rule: Rule): boolean {
  if (rule._tag === "Owner") return true
  return (rule._tag === "Any" || rule._tag === "All") && rule.rules.some(needsOwner)
}

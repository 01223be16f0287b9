/** Refuses resources that make no sense, with a message that names each fault. */
import * as Result from "effect/Result"
import { accessFaults } from "./accessFaults.ts"
import { fieldFaults } from "./fieldFaults.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"
import { keyFaults } from "./keyFaults.ts"
import { identifierFaults, nameFaults, sqlNameFaults } from "./nameFaults.ts"
import type * as Resource from "./Resource.ts"
import { parseInstant } from "../value/instant.ts"
import { isIndexed } from "../value/otherType.ts"
import { trailFaults } from "./trailFaults.ts"

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
  yield* trailFaults(resource)
  if (resource.access.purge !== undefined && resource.softDelete === null)
    yield "its records leave their table when they are deleted: there is nothing to purge"
  if (resource.adopted !== null && Result.isFailure(parseInstant(resource.adopted)))
    yield `"${resource.adopted}" is no instant with an offset since when it is adopted`
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

function* relationFaults({ columns, relations }: Resource.Resource): Generator<string> {
  for (const [name, { _tag, via }] of Object.entries(relations)) {
    yield* identifierFaults(name, "a relation")
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

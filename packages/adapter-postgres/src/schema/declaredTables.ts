/** The tables that an api's resources declare; several resources may be views of one. */
import type { Api, Column, Resource } from "@pgcrest/core"
import { castType } from "../sql/columns.ts"
import { qualified } from "../sql/identifier.ts"

export interface DeclaredTable {
  /** What its records are, for people. */
  readonly description: string | null
  readonly schema: string | null
  readonly name: string
  /** Schema and name as SQL writes them. */
  readonly text: string
  /** The columns that identify a row. */
  readonly key: ReadonlyArray<string>
  /** Whether the database counts the one column of the key. */
  readonly counted: boolean
  readonly columns: ReadonlyArray<Column>
  /** The columns that are never null. */
  readonly required: ReadonlySet<string>
  readonly uniques: ReadonlyArray<{
    readonly constraint: string
    readonly columns: ReadonlyArray<string>
    /** The column that is null of the rows that it is over; null where it is over all. */
    readonly unless: string | null
  }>
  readonly references: ReadonlyArray<Reference>
}

export interface Reference {
  readonly column: string
  /** The table that is referred to, as SQL writes it. */
  readonly target: string
  /** Whether that table comes after, as where two refer to each other. */
  readonly later: boolean
}

/** A PostgreSQL enum that fields name. */
export interface DeclaredEnum {
  readonly schema: string | null
  /** Schema and name as SQL writes them. */
  readonly text: string
  readonly labels: ReadonlyArray<string>
}

/** Each table once, after those that it refers to, as far as that can be. */
export const declaredTables = (resources: Resources): ReadonlyArray<DeclaredTable> => {
  const groups = Map.groupBy(
    inOrder(resources).filter(({ view }) => !view),
    textOf
  )
  const order = [...groups.keys()]
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [tableOf(first, others, (resource) => referencesOf(resource, resources, order))]
  )
}

/** Each enum once, with the labels of all fields that name it. */
export const declaredEnums = (resources: Resources): ReadonlyArray<DeclaredEnum> => {
  const all = [...resources.values()].flatMap(({ columns }) => [...columns.values()].flatMap(enumOf))
  return firsts(all, ({ text }) => text).map(({ schema, text }) => ({
    schema,
    text,
    labels: [...new Set(all.filter((one) => one.text === text).flatMap(({ labels }) => labels))]
  }))
}

type Resources = Api.Api["resources"]

function tableOf(
  first: Resource.Resource,
  others: ReadonlyArray<Resource.Resource>,
  referencesOf: (resource: Resource.Resource) => ReadonlyArray<Reference>
): DeclaredTable {
  const resources = [first, ...others]
  const columns = firsts(
    resources.flatMap((resource) => [...resource.columns.values()]),
    ({ columnName }) => columnName
  )
  // Where one of the resources does not know a column, or lets it be null, its records have null there.
  const required = columns.filter(({ columnName }) =>
    resources.every((resource) =>
      [...resource.columns.values()].some((one) => one.columnName === columnName && !one.nullable)
    )
  )
  return {
    ...first.table,
    description: first.description,
    text: textOf(first),
    key: first.key.columns.map(({ columnName }) => columnName),
    counted: first.key.by === "database",
    columns,
    required: new Set(required.map(({ columnName }) => columnName)),
    uniques: firsts(resources.flatMap(uniquesOf), ({ constraint }) => constraint),
    references: firsts(resources.flatMap(referencesOf), ({ column }) => column)
  }
}

function uniquesOf({ uniques, columns, softDelete }: Resource.Resource): DeclaredTable["uniques"] {
  return uniques.map(({ constraint, fields }) => ({
    constraint,
    columns: fields.flatMap((field) => columns.get(field)?.columnName ?? []),
    unless: softDelete?.column.columnName ?? null
  }))
}

function referencesOf(
  resource: Resource.Resource,
  resources: Resources,
  order: ReadonlyArray<string>
): ReadonlyArray<Reference> {
  const own = order.indexOf(textOf(resource))
  return [...resource.columns.values()].flatMap(({ columnName: column, references }) => {
    const target = targetOf(references, resources)
    if (target === undefined) return []
    return [{ column, target: textOf(target), later: order.indexOf(textOf(target)) > own }]
  })
}

/** Those that others refer to come first; of a circle, the one that is met first comes last. */
function inOrder(resources: Resources): ReadonlyArray<Resource.Resource> {
  const met = new Set<Resource.Resource>()
  const placed: Array<Resource.Resource> = []
  const place = (resource: Resource.Resource | undefined) => {
    if (resource === undefined || met.has(resource)) return
    met.add(resource)
    for (const { references } of resource.columns.values()) place(targetOf(references, resources))
    placed.push(resource)
  }
  for (const resource of resources.values()) place(resource)
  return placed
}

function targetOf(references: string | null, resources: Resources): Resource.Resource | undefined {
  return references === null ? undefined : resources.get(references)
}

function enumOf({ type }: Column): ReadonlyArray<DeclaredEnum> {
  if (type.kind !== "enum" || type.type === null) return []
  const schema = type.type.includes(".") ? type.type.slice(0, type.type.indexOf(".")) : null
  return [{ schema, text: castType(type), labels: type.labels }]
}

function textOf({ table }: Resource.Resource): string {
  return qualified(table.schema, table.name)
}

function firsts<A>(items: ReadonlyArray<A>, keyOf: (item: A) => string): ReadonlyArray<A> {
  return items.filter((item, at) => items.findIndex((other) => keyOf(other) === keyOf(item)) === at)
}

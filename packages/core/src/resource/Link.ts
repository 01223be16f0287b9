/** Ways between the resources of an api: what declarations say by name, resolved once. */
import { type ColumnType, isIntegerType } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"
import { soleColumn } from "./Key.ts"
import type { Resource } from "./Resource.ts"

/** A way from one resource to another, by two columns. */
export interface Link {
  /** The relation's name; null for a reference that no relation names. */
  readonly name: string | null
  /** The resource that it leads to. */
  readonly resource: Resource
  /** Records belong together where these two are equal. */
  readonly from: Column
  readonly to: Column
  /** Whether it leads to any number of records, or to one at most. */
  readonly many: boolean
}

type Resources = ReadonlyMap<string, Resource>

/** The links of one resource: its relations, and the references that no relation names. */
export const linksOf = (resource: Resource, resources: Resources): ReadonlyArray<Link> => {
  const related = Object.entries(resource.relations).flatMap(([name, { _tag, target, via }]) => {
    const other = resources.get(target)
    if (other === undefined) return []
    return _tag === "One"
      ? toOne(name, resource.columns.get(via), other)
      : toMany(name, soleColumn(resource.key), other, via)
  })
  const named = new Set(related.filter(({ many }) => !many).map(({ from }) => from))
  const unnamed = [...resource.columns.values()].flatMap((column) => {
    const other = column.references === null ? undefined : resources.get(column.references)
    return other === undefined || named.has(column) ? [] : toOne(null, column, other)
  })
  return [...related, ...unnamed]
}

function toOne(name: string | null, from: Column | undefined, resource: Resource): ReadonlyArray<Link> {
  const to = soleColumn(resource.key)
  return from === undefined || to === null ? [] : [{ name, resource, from, to, many: false }]
}

function toMany(name: string, from: Column | null, resource: Resource, via: string): ReadonlyArray<Link> {
  const to = resource.columns.get(via)
  return to === undefined || from === null ? [] : [{ name, resource, from, to, many: true }]
}

// An integer key grows out of its type before what refers to it does, or the other way around.
function comparable(uid: ColumnType, own: ColumnType): boolean {
  return uid.kind === own.kind || (isIntegerType(uid) && isIntegerType(own))
}

/** What keeps the names of a resource from being links: none when all is well. */
export function* linkFaults({ name, columns, relations }: Resource, resources: Resources): Generator<string> {
  for (const { name: field, references, type } of columns.values()) {
    if (references === null) continue
    const target = resources.get(references)
    const key = target === undefined ? null : soleColumn(target.key)
    if (target === undefined) yield `${name}.${field} refers to "${references}", which is not in it`
    else if (key === null) yield `${name}.${field} refers to "${references}", which several fields identify`
    else if (!comparable(key.type, type))
      yield `${name}.${field} is ${type.kind}, but refers to "${references}", whose uid is ${key.type.kind}`
  }
  for (const [relation, { _tag, target, via }] of Object.entries(relations)) {
    const other = resources.get(target)
    if (other === undefined) yield `the relation ${name}.${relation} leads to "${target}", which is not in it`
    else if (_tag === "Many" && !other.columns.has(via))
      yield `the relation ${name}.${relation} goes by ${target}.${via}, which is no field`
    else {
      const [holder, referred] = _tag === "One" ? [{ name, columns }, target] : [other, name]
      const by = holder.columns.get(via)
      const references = by?.references ?? null
      // Whom the audit names need not be a record.
      if (references !== referred && by?.plays == null)
        yield `the relation ${name}.${relation} goes by ${holder.name}.${via}, which refers to ${references === null ? "nothing" : `"${references}"`} and not to "${referred}"`
    }
  }
}

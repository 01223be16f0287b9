/** Ways between the resources of an api: what declarations say by name, resolved once. */
import { type ColumnType, isIntegerType } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"
import { soleColumn } from "./Key.ts"
import type { Relation } from "./Relation.ts"
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
  /** The records between, each of which joins one of either side; null where the two columns are equal themselves. */
  readonly through: Through | null
}

/** What stands between the two sides of a link. */
export interface Through {
  readonly resource: Resource
  /** Equal to the link's `from`. */
  readonly near: Column
  /** Equal to the link's `to`. */
  readonly far: Column
}

/** Equal for links that lead the same way. */
export const linkText = ({ from, resource, through, to }: Link): string => {
  const between =
    through === null ? "" : `>${through.resource.name}(${through.near.name},${through.far.name})`
  return `${from.name}${between}>${resource.name}.${to.name}`
}

type Resources = ReadonlyMap<string, Resource>

/** The links of one resource: its relations, and the references that no relation names. */
export const linksOf = (resource: Resource, resources: Resources): ReadonlyArray<Link> => {
  const related = Object.entries(resource.relations).flatMap(
    ([name, relation]) => linkOf(name, relation, resource, resources) ?? []
  )
  const named = new Set(related.filter(({ many }) => !many).map(({ from }) => from))
  const unnamed = [...resource.columns.values()].flatMap((column) => {
    const other = column.references === null ? undefined : resources.get(column.references)
    return other === undefined || named.has(column) ? [] : (toOne(null, column, other) ?? [])
  })
  return [...related, ...unnamed]
}

/** Null where a name leads to nothing: see `linkFaults`. */
function linkOf(
  name: string,
  { _tag, target, via, through }: Relation,
  resource: Resource,
  resources: Resources
): Link | null {
  const other = resources.get(target)
  if (other === undefined) return null
  switch (_tag) {
    case "One":
      return toOne(name, resource.columns.get(via), other)
    case "Many":
      return toMany(name, soleColumn(resource.key), other, other.columns.get(via))
    case "Through": {
      const link = toMany(name, soleColumn(resource.key), other, soleColumn(other.key))
      const between = resources.get(through?.resource ?? "")
      const [near, far] = [between?.columns.get(via), between?.columns.get(through?.far ?? "")]
      if (link === null || between === undefined || near === undefined || far === undefined) return null
      return { ...link, through: { resource: between, near, far } }
    }
  }
}

function toOne(name: string | null, from: Column | undefined, resource: Resource): Link | null {
  const to = soleColumn(resource.key)
  return from === undefined || to === null ? null : { name, resource, from, to, many: false, through: null }
}

function toMany(
  name: string,
  from: Column | null,
  resource: Resource,
  to: Column | null | undefined
): Link | null {
  return from === null || to == null ? null : { name, resource, from, to, many: true, through: null }
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
  for (const [relation, declared] of Object.entries(relations))
    yield* relationFaults(name, columns, [relation, declared], resources)
}

/** What keeps one relation from being a link. */
function* relationFaults(
  name: string,
  columns: Resource["columns"],
  [relation, { _tag, target, via, through }]: readonly [string, Relation],
  resources: Resources
): Generator<string> {
  const said = `the relation ${name}.${relation}`
  const [other, between] = [resources.get(target), resources.get(through?.resource ?? "")]
  if (other === undefined) yield `${said} leads to "${target}", which is not in it`
  else if (_tag === "One") yield* sideFaults(said, { name, columns }, via, target)
  else if (_tag === "Many") yield* sideFaults(said, other, via, name)
  else if (between === undefined) yield `${said} leads through "${through?.resource}", which is not in it`
  else {
    yield* sideFaults(said, between, via, name)
    yield* sideFaults(said, between, through?.far ?? "", target)
  }
}

/** A relation goes by a field that refers to the resource on the other side. */
function* sideFaults(
  said: string,
  holder: Pick<Resource, "name" | "columns">,
  via: string,
  referred: string
): Generator<string> {
  const by = holder.columns.get(via)
  const references = by?.references ?? null
  if (by === undefined) yield `${said} goes by ${holder.name}.${via}, which is no field`
  // Whom the audit names need not be a record.
  else if (references !== referred && by.plays === null)
    yield `${said} goes by ${holder.name}.${via}, which refers to ${references === null ? "nothing" : `"${references}"`} and not to "${referred}"`
}

/** Relations of each resource: one for each of its references, many for each that leads to it. */
import type { RelationDeclaration } from "./Declaration.ts"
import { freeName, snakeCase } from "./fieldNames.ts"
import type { Named } from "./Named.ts"
import type { ReferenceOf } from "./referencesOf.ts"

export interface Referring {
  readonly named: Named
  readonly references: ReadonlyArray<ReferenceOf>
}

/** By resource. */
export const relationsOf = (
  all: ReadonlyArray<Referring>
): ReadonlyMap<string, ReadonlyArray<RelationDeclaration>> => {
  const found = new Map<string, Array<RelationDeclaration>>(all.map(({ named }) => [named.name, []]))
  const taken = new Map(all.map(({ named }) => [named.name, new Set(named.fields.values())]))
  const add = (resource: string, { wanted, ...relation }: Unnamed): string => {
    const names = taken.get(resource) ?? new Set()
    const name =
      wanted.find((one) => !names.has(one) && !(one in Object.prototype)) ??
      freeName(wanted.at(-1) ?? relation.target, names)
    names.add(name)
    found.get(resource)?.push({ name, ...relation })
    return name
  }
  // First the ones, whose names are the plainer.
  const ones = all.flatMap(({ named, references }) =>
    references.map(({ column, target }) => {
      const via = named.fields.get(column) ?? column
      const wanted = [withoutId(via), target, byName(target, via)]
      return { from: named.name, target, via, name: add(named.name, { kind: "one", wanted, target, via }) }
    })
  )
  for (const { from, target, via, name } of ones) {
    const wanted = [...(target === from ? [] : [from]), byName(from, snakeCase(name))]
    add(target, { kind: "many", wanted, target: from, via })
  }
  return found
}

interface Unnamed extends Omit<RelationDeclaration, "name"> {
  /** In the order of preference. */
  readonly wanted: ReadonlyArray<string>
}

// A relation's name takes 63 letters, some of them for a number behind it.
function byName(resource: string, via: string): string {
  return `${resource}_by_${via}`.slice(0, 60)
}

/** `author_id` and `authorId` → `author`. */
function withoutId(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?:_(?:id|uid|uuid)|Id|Uid|Uuid|ID|UUID)$/u, "")
}

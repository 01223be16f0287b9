/** A small world: resources that refer to one another in any way, each with rules of its own, and their records. */
import type { Rule } from "./rules.ts"

export const fields = ["uid", "name", "rank", "flag", "a_uid", "b_uid", "creator_uid"] as const
export type Field = (typeof fields)[number]
export type Value = string | number | boolean | null

/** A record; its creator is its owner. */
export interface Row extends Readonly<Record<Field, Value>> {
  readonly uid: string
  readonly name: string | null
  readonly rank: number | null
  readonly flag: boolean | null
  readonly a_uid: string | null
  readonly b_uid: string | null
  readonly creator_uid: string | null
}

/** The fields that hold the uid of a record, seen, unseen or absent. */
export const references = ["a_uid", "b_uid", "creator_uid"] as const
export type Reference = (typeof references)[number]

/** All resources that a world can have: the tables are the same in each. */
export const names = ["ants", "bees", "cats", "dogs", "eels"] as const
export type Name = (typeof names)[number]

/** Where a resource's references lead, and who may read it; null for nobody, as of a verb without a rule. */
export interface Declared {
  readonly name: Name
  readonly refers: Readonly<Record<Reference, Name | null>>
  readonly list: Rule | null
  readonly get: Rule | null
}

export type Rows = Readonly<Record<Name, ReadonlyArray<Row>>>

export interface World {
  readonly resources: ReadonlyArray<Declared>
  readonly rows: Rows
}

/** A relation: the records of `to` whose field `over` is equal to `from`, or that records between join so. */
export interface Way {
  readonly name: string
  readonly to: Name
  readonly many: boolean
  readonly from: Field
  readonly over: Field
  readonly between: { readonly name: Name; readonly near: Reference; readonly far: Reference } | null
}

/** All relations that a resource can have in its world. */
export const waysOf = ({ resources }: Pick<World, "resources">, of: Name): ReadonlyArray<Way> => {
  const ones = resources.flatMap(({ name, refers }) =>
    references.flatMap((from): ReadonlyArray<Way> => {
      const to = refers[from]
      if (name !== of || to === null) return []
      return [{ name: shortened(from), to, many: false, from, over: "uid", between: null }]
    })
  )
  const manys = resources.flatMap(({ name: to, refers }) =>
    references.flatMap((over): ReadonlyArray<Way> => {
      const name = `${to}_by_${shortened(over)}`
      return refers[over] === of ? [{ name, to, many: true, from: "uid", over, between: null }] : []
    })
  )
  const throughs = resources.flatMap(({ name: between, refers }) =>
    joins.flatMap(([near, far]): ReadonlyArray<Way> => {
      const [here, to] = [refers[near], refers[far]]
      if (here !== of || to === null) return []
      const name = `${to}_through_${between}_${shortened(near)}_${shortened(far)}`
      return [{ name, to, many: true, from: "uid", over: "uid", between: { name: between, near, far } }]
    })
  )
  return [...ones, ...manys, ...throughs]
}

const joins = [
  ["a_uid", "b_uid"],
  ["b_uid", "a_uid"],
  ["creator_uid", "a_uid"]
] as const

function shortened(field: Reference): string {
  return field.slice(0, -"_uid".length)
}

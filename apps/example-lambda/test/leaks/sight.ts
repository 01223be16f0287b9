/** What of a world there is for a caller: all that the rules hide is deleted from a copy, before anything is asked of it. */
import { couldGrant, type Facts, grants, type Rule } from "./rules.ts"
import { type Declared, type Name, type Row, type Rows, type World } from "./world.ts"

/** The records that are left, by how somebody comes upon them. */
export interface Sight {
  /** In a list, or as the many of a relation. */
  readonly listed: Rows
  /** By a uid: alone, or as the one of a relation. */
  readonly got: Rows
  /** As what stands between two others: nobody is shown it, so that a resource which nobody may read joins for everybody. */
  readonly joined: Rows
}

export const sightOf = ({ resources, rows }: World, facts: Facts): Sight => {
  const left = (rulesOf: (declared: Declared) => ReadonlyArray<Rule> | null) =>
    rowsBy((name) => {
      const declared = resources.find((one) => one.name === name)
      const rules = declared === undefined ? null : rulesOf(declared)
      return rows[name].filter(
        ({ creator_uid }) => rules?.every((rule) => grants(rule, facts, creator_uid)) ?? false
      )
    })
  return {
    listed: left(({ get, list }) => (list === null ? null : [list, get ?? list])),
    got: left(({ get, list }) => some(get ?? list)),
    joined: left(({ get, list }) => some(get ?? list) ?? [])
  }
}

/** A table for each name. */
export const rowsBy = (of: (name: Name) => ReadonlyArray<Row>): Rows => ({
  ants: of("ants"),
  bees: of("bees"),
  cats: of("cats"),
  dogs: of("dogs"),
  eels: of("eels")
})

/** The records that a caller comes upon in no way. */
export const hiddenOf = (world: World, facts: Facts): Rows => {
  const { got, joined, listed } = sightOf(world, facts)
  return rowsBy((name) =>
    world.rows[name].filter((row) => ![listed, got, joined].some((rows) => rows[name].includes(row)))
  )
}

/** The same world as far as the caller can see; what is hidden from them is that of another. */
export const veiled = (world: World, other: Rows, facts: Facts): World => {
  const [hidden, others] = [hiddenOf(world, facts), hiddenOf({ ...world, rows: other }, facts)]
  const rows = rowsBy((name) => {
    const seen = world.rows[name].filter((row) => !hidden[name].includes(row))
    return [...others[name].filter(({ uid }) => seen.every((row) => row.uid !== uid)), ...seen]
  })
  return { ...world, rows }
}

/** Why nobody like this caller is ever answered; null where somebody may be. */
export type Refusal = "RelationUnknown" | "Unauthenticated" | "NotPermitted"

export const refusedTo = (
  verb: "list" | "get",
  { get, list }: Declared,
  facts: Facts
): "Unauthenticated" | "NotPermitted" | null => {
  const rule = verb === "list" ? list : get
  if (rule === null) return "NotPermitted"
  const anonymous = facts.subject === null
  if (!couldGrant(rule, facts)) return anonymous ? "Unauthenticated" : "NotPermitted"
  return anonymous && !couldGrant(get ?? rule, facts) ? "Unauthenticated" : null
}

/** By which verb a relation is read; null for one that nobody may follow. */
export const verbOf = (many: boolean, { get, list }: Declared): "list" | "get" | null =>
  !many && get !== null ? "get" : list === null ? null : "list"

export const declaredAs = ({ resources }: Pick<World, "resources">, name: Name): Declared =>
  resources.find((one) => one.name === name) ?? { name, refers: nowhere, list: null, get: null }

const nowhere = { a_uid: null, b_uid: null, creator_uid: null }

function some(rule: Rule | null): ReadonlyArray<Rule> | null {
  return rule === null ? null : [rule]
}

/** A world of choices. */
import type { Rule } from "./rules.ts"
import { rowsBy } from "./sight.ts"
import type { Choices } from "./tape.ts"
import { type Declared, type Name, names, type Row, type Rows, type World } from "./world.ts"

/** Uids of records and of people alike, so that a creator can be a record as well. */
export const people = ["ann", "bob", "cyd"] as const
const uids = [...people, "k1", "k2", "k3"] as const
export const words = ["a", "b", "ab", "B"] as const
export const groups = ["staff", "board"] as const

export const makeWorld = (choices: Choices): Pick<World, "resources"> => {
  const used = names.slice(0, 3 + choices.below(3))
  return { resources: used.map((name) => makeDeclared(choices, name, used)) }
}

/** At most six records of each resource. */
export const makeRows = (choices: Choices, used: ReadonlyArray<Name>): Rows =>
  rowsBy((name) => (used.includes(name) ? uids.flatMap((uid) => makeRow(choices.apart(), uid)) : []))

function makeRow({ pick }: Choices, uid: string): ReadonlyArray<Row> {
  const reference = () => pick([null, ...uids, "gone"])
  const isThere = pick([false, true, true, true, true])
  const row: Row = {
    uid,
    name: pick([null, ...words]),
    rank: pick([null, 0, 1, 2]),
    flag: pick([null, true, false]),
    a_uid: reference(),
    b_uid: reference(),
    creator_uid: pick([null, ...people, "ann", "ann", "bob", "k1"])
  }
  return isThere ? [row] : []
}

function makeDeclared(choices: Choices, name: Name, used: ReadonlyArray<Name>): Declared {
  const target = () => used[choices.below(used.length + 1)] ?? null
  const rule = () => {
    const own = choices.apart()
    return own.below(12) === 11 ? null : makeRule(own, 2)
  }
  return {
    name,
    refers: { a_uid: target(), b_uid: target(), creator_uid: target() },
    list: rule(),
    get: rule()
  }
}

function makeRule(choices: Choices, depth: number): Rule {
  const { pick } = choices
  const is = pick(["everyone", "owner", "any", "signedIn", "owner", "any", "group", "all"])
  if (is === "group") return { is, group: pick(groups) }
  if (is !== "any" && is !== "all") return { is }
  if (depth === 0) return { is: "owner" }
  return { is, rules: [makeRule(choices, depth - 1), makeRule(choices, depth - 1)] }
}

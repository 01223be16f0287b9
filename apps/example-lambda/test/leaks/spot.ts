/** Where in a question something is asked. */
import { refusalOf } from "./evaluator.ts"
import type { FieldItem, Order } from "./questions.ts"
import type { Facts } from "./rules.ts"
import type { Choices } from "./tape.ts"
import { type Name, type Way, waysOf, type World } from "./world.ts"

/** Names are told apart by the path, relations end with the depth. */
export interface Spot {
  readonly world: Pick<World, "resources">
  readonly facts: Facts
  readonly of: Name
  readonly path: string
  readonly depth: number
  /** Whether there can be any number of records here. */
  readonly many: boolean
}

/** The relations that lead on: those that the caller may follow, or, seldom, any. */
export const waysFrom = (choices: Choices, { facts, of, world }: Spot): ReadonlyArray<Way> =>
  mostly(choices, waysOf(world, of), (way) => refusalOf({ world, facts }, way) === null)

export const mostly = <A>(
  { below }: Choices,
  all: ReadonlyArray<A>,
  is: (one: A) => boolean
): ReadonlyArray<A> => {
  const some = all.filter(is)
  return below(12) === 11 ? all : some
}

export const makeField = ({ pick }: Choices, as: string): FieldItem => ({ is: "field", as, ...pick(told) })

type Told = Pick<FieldItem, "field" | "cast">
const told: readonly [Told, ...ReadonlyArray<Told>] = [
  { field: "uid", cast: null },
  { field: "name", cast: null },
  { field: "rank", cast: null },
  { field: "rank", cast: "text" },
  { field: "rank", cast: "numeric" },
  { field: "flag", cast: "text" },
  { field: "creator_uid", cast: null },
  { field: "a_uid", cast: null }
]

/** Each word once. */
export const distinct = (order: ReadonlyArray<Order>): ReadonlyArray<Order> => {
  const isSame = (one: Order, other: Order) => one.field === other.field && one.way?.name === other.way?.name
  return order.filter((one, at) => !order.slice(0, at).some((before) => isSame(one, before)))
}

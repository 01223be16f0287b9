// @effect-diagnostics globalDate:off
/** What is compared: two requests each, and what the second may take of the first's time, or more than it. */
import { type EventV2, GatewayEvent } from "@pgcrest/dev"
import { cursorTarget, keyTarget } from "../Target.ts"
import { alike, days, lengths, longest, onShelf, uidOf } from "./fillPast.ts"

/** The n-th request of its kind. */
export type Ask = (n: number) => EventV2

export interface Pair {
  readonly name: string
  readonly left: Ask
  readonly right: Ask
  /** Times as long, or microseconds more, at most; null where it is told alone. */
  readonly most: number | null
  readonly tells: "ratio" | "more"
}

/** A read of the past takes so much of what it takes of a short history or a small table, at most. */
const flat = 1.2
const pageOf = 100

const make = (method: string, path: string, more: { readonly body?: object; readonly key?: string } = {}) =>
  GatewayEvent.make("http2", {
    method,
    path,
    as: { sub: "librarian-ines", groups: ["librarians"] },
    ...(more.body === undefined ? {} : { body: more.body }),
    ...(more.key === undefined ? {} : { headers: { "idempotency-key": more.key } })
  })

/** The path of the first page of the longest history, with these words. */
export const longHistory = (select: string): string =>
  `/lives/${uidOf(9001)}/history?select=${select}&limit=${pageOf}`

/** All of them. `deep` is the path of the 90th page of the longest history, for each selection. */
export const pairsOf = (
  sizes: Readonly<Record<string, number>>,
  deep: ReadonlyMap<string, string>
): ReadonlyArray<Pair> => [...ofLengths(), ...ofSizes(sizes), ...ofPages(deep), ...ofKeys()]

function ofLengths(): ReadonlyArray<Pair> {
  const life = (at: number, then: string): Ask => {
    const from = 1000 * (at + 1)
    return (n) => make("GET", `/lives/${uidOf(from + 1 + (n % alike))}?as_of=${then}`)
  }
  const [lately, early] = [daysAgo(days.moment), daysAgo(days.made - 0.01)]
  return lengths.slice(1).flatMap((length, at) => [
    {
      name: `as of ${days.moment} days ago, ${length} changes before/1`,
      left: life(0, lately),
      right: life(at + 1, lately),
      most: flat,
      tells: "ratio" as const
    },
    {
      name: `as of its first version, ${length} changes since/1`,
      left: life(0, early),
      right: life(at + 1, early),
      most: null,
      tells: "ratio" as const
    }
  ])
}

function ofSizes(sizes: Readonly<Record<string, number>>): ReadonlyArray<Pair> {
  const [first = ["", 0], ...others] = Object.entries(sizes)
  const then = daysAgo(days.moment)
  const one =
    ([table, count]: readonly [string, number]): Ask =>
    (n) =>
      make("GET", `/${table}/${uidOf(1 + spread(n, 400, count))}?as_of=${then}`)
  const list =
    ([table, count]: readonly [string, number]): Ask =>
    (n) => {
      const shelf = spread(n, 40, count / onShelf)
      return make("GET", `/${table}?shelf=eq.${shelf}&order=uid&limit=20&as_of=${then}`)
    }
  return others.flatMap((other) => [
    {
      name: `one as of then, of ${other[1]}/${first[1]}`,
      left: one(first),
      right: one(other),
      most: flat,
      tells: "ratio" as const
    },
    {
      name: `20 as of then, of ${other[1]}/${first[1]}`,
      left: list(first),
      right: list(other),
      most: flat,
      tells: "ratio" as const
    }
  ])
}

/** One of a few in use, spread over all: so that a table's depth is measured, and not how much of it the memory holds. */
function spread(n: number, inUse: number, count: number): number {
  return Math.floor(((n % inUse) * count) / inUse)
}

function ofPages(deep: ReadonlyMap<string, string>): ReadonlyArray<Pair> {
  return [...deep].map(([select, path]) => ({
    name: `page 90/page 1 of ${longest} versions, ${select}`,
    left: () => make("GET", longHistory(select)),
    right: () => make("GET", path),
    most: cursorTarget,
    tells: "ratio" as const
  }))
}

function ofKeys(): ReadonlyArray<Pair> {
  const key = (n: number) => `018f3b9e-0000-4000-8000-${String(n).padStart(12, "0")}`
  const book = { title: "A new book", shelf: 1, pages: 321, blurb: "Nobody has read it." }
  const create = (n: number, keyed: boolean) =>
    make("POST", "/large", { body: book, ...(keyed ? { key: key(n) } : {}) })
  // Two sets of records, so that each write finds another value than it writes.
  const update = (n: number, keyed: boolean) =>
    make("PATCH", `/large/${uidOf(1 + (n % 400) + (keyed ? 400 : 0))}`, {
      body: { pages: n },
      ...(keyed ? { key: key(n) } : {})
    })
  return [keyPair("a key of a create, µs", create), keyPair("a key of an update, µs", update)]
}

function keyPair(name: string, ask: (n: number, keyed: boolean) => EventV2): Pair {
  return {
    name,
    left: (n) => ask(n, false),
    right: (n) => ask(n, true),
    most: keyTarget,
    tells: "more"
  }
}

function daysAgo(count: number): string {
  return new Date(Date.now() - count * 86_400_000).toISOString()
}

/** Which transaction comes before which: the direct serialization graph of Adya's thesis, and the order of time. */
import type { Dependency } from "./Fault.ts"
import type { History, Transaction } from "./History.ts"
import { agrees, type Key } from "./keys.ts"

/** Nodes are transactions, or moments, by which each transaction that had ended comes before all that began later. */
export type Node = Transaction | { readonly moment: number }

export interface Edge {
  readonly from: Node
  readonly kind: Dependency["kind"]
  /** Null for time. */
  readonly key: string | null
  readonly to: Node
}

/** The edges of all transactions that have happened as far as anybody has seen; keys whose order is in doubt tell nothing. */
export const dependenciesOf = (history: History, keys: ReadonlyArray<Key>): ReadonlyArray<Edge> => {
  const seen = new Set(keys.flatMap(({ order, writers }) => order.map((value) => writers.get(value))))
  const happened = history.filter(
    (one) => one.outcome === "done" || (one.outcome === "unknown" && seen.has(one))
  )
  const edges = [
    ...keys.filter(agrees).flatMap((key) => keyEdges(key, new Set(happened))),
    ...timeEdges(happened)
  ]
  return edges.filter(({ from, to }) => from !== to)
}

function keyEdges(key: Key, happened: ReadonlySet<Transaction>): ReadonlyArray<Edge> {
  const { order, reads, writers } = key
  const edge = (
    from: Node | undefined,
    kind: "ww" | "wr" | "rw",
    to: Node | undefined
  ): ReadonlyArray<Edge> => (from === undefined || to === undefined ? [] : [{ from, kind, key: key.key, to }])
  const writerAt = (at: number) => writers.get(order[at] ?? "")
  const written = [...order.keys()].flatMap((at) => edge(writerAt(at), "ww", writerAt(at + 1)))
  const read = reads.flatMap(({ by, values }) => {
    const last = writerAt(values.findLastIndex((value) => writers.get(value) !== by))
    const next = by.isolation === "serializable" ? overtaking(key, values.length, happened) : []
    return [...edge(last, "wr", by), ...next.flatMap((one) => edge(by, "rw", one))]
  })
  return [...written, ...read]
}

/** Who appended behind so many values: the next one, or, behind the last, whatever happened and was never seen. */
function overtaking(
  { order, writers }: Key,
  length: number,
  happened: ReadonlySet<Transaction>
): ReadonlyArray<Transaction> {
  const next = writers.get(order[length] ?? "")
  if (next !== undefined) return [next]
  const seen = new Set(order)
  return [...writers].flatMap(([value, writer]) => (!seen.has(value) && happened.has(writer) ? [writer] : []))
}

/**
 * In the place of an edge between any two a chain of moments: a transaction leads to the moment of its end, and the last one before
 * its beginning to it.
 */
function timeEdges(happened: History): ReadonlyArray<Edge> {
  const edge = (from: Node | undefined, to: Node | undefined): ReadonlyArray<Edge> =>
    from === undefined || to === undefined ? [] : [{ from, kind: "rt", key: null, to }]
  const ended = happened
    .filter(({ outcome }) => outcome === "done")
    .toSorted((a, b) => a.completed - b.completed)
  const moments = ended.map(({ completed }) => ({ moment: completed }))
  let before = -1
  const begun = happened
    .toSorted((a, b) => a.invoked - b.invoked)
    .flatMap((one) => {
      while ((moments[before + 1]?.moment ?? Infinity) < one.invoked) before++
      return edge(moments[before], one)
    })
  return [
    ...ended.flatMap((one, at) => [...edge(one, moments[at]), ...edge(moments[at], moments[at + 1])]),
    ...begun
  ]
}

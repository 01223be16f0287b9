/** Circles of dependencies: nothing of them can have happened in any order. */
import type { Edge, Node } from "./dependencies.ts"
import type { Anomaly, Dependency, Fault } from "./Fault.ts"

type Edges = ReadonlyArray<Edge>

/** From the gravest on; each allows what those before it do. */
const anomalies: ReadonlyArray<readonly [Anomaly, ReadonlyArray<Dependency["kind"]>]> = [
  ["G0", ["ww"]],
  ["G1c", ["ww", "wr"]],
  ["G-single", ["ww", "wr", "rw"]],
  ["G2", ["ww", "wr", "rw"]]
]

/** The gravest anomaly by a short circle, without the clock first; none where there is no circle. */
export const cycles = (edges: Edges): ReadonlyArray<Fault> => {
  for (const realtime of [false, true])
    for (const [anomaly, kinds] of anomalies) {
      const left = entangled(edges.filter(({ kind }) => kinds.includes(kind) || (realtime && kind === "rt")))
      const path = anomaly === "G-single" ? overtakenOnce(left) : circle(left)
      if (path !== null) return [{ _tag: "Cycle", anomaly, realtime, path: told(path) }]
    }
  return []
}

function circle(edges: Edges): Edges | null {
  const away = Map.groupBy(edges, ({ from }) => from)
  return shortest(away.keys(), (node) => shortestPath(away, node, node))
}

/** A circle with one dependency of a read that was overtaken. */
function overtakenOnce(edges: Edges): Edges | null {
  const away = Map.groupBy(
    edges.filter(({ kind }) => kind !== "rw"),
    ({ from }) => from
  )
  return shortest(
    edges.filter(({ kind }) => kind === "rw"),
    (edge) => {
      const back = shortestPath(away, edge.to, edge.from)
      return back && [edge, ...back]
    }
  )
}

/** What is left when edges from whoever nobody comes before are taken away, again and again, and then those to whoever comes before nobody. */
function entangled(edges: Edges): Edges {
  const turned = edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from }))
  const last = unreachable(turned)
  const first = unreachable(edges.filter(({ from, to }) => last.has(from) && last.has(to)))
  return edges.filter(({ from, to }) => first.has(from) && first.has(to) && last.has(from) && last.has(to))
}

/** The nodes that a sort by predecessors does not come to. */
function unreachable(edges: Edges): ReadonlySet<Node> {
  const away = Map.groupBy(edges, ({ from }) => from)
  const before = new Map<Node, number>([...away.keys()].map((node) => [node, 0]))
  for (const { to } of edges) before.set(to, (before.get(to) ?? 0) + 1)
  const free = [...before].flatMap(([node, count]) => (count === 0 ? [node] : []))
  for (const node of free) {
    before.delete(node)
    for (const { to } of away.get(node) ?? []) {
      const count = (before.get(to) ?? 0) - 1
      before.set(to, count)
      if (count === 0) free.push(to)
    }
  }
  return new Set(before.keys())
}

/** Of at least one edge, also where both ends are one node. */
function shortestPath(away: ReadonlyMap<Node, Edges>, from: Node, to: Node): Edges | null {
  const reached = new Map<Node, Edge>()
  const queue = [from]
  for (const node of queue)
    for (const edge of away.get(node) ?? []) {
      if (reached.has(edge.to)) continue
      reached.set(edge.to, edge)
      if (edge.to === to) return walkedBack(reached, from, edge)
      queue.push(edge.to)
    }
  return null
}

function walkedBack(reached: ReadonlyMap<Node, Edge>, from: Node, last: Edge): Edges {
  const path = [last]
  for (let edge = last; edge.from !== from; path.push(edge)) edge = reached.get(edge.from) ?? last
  return path.toReversed()
}

// Any circle proves the fault; of so many the shortest is told.
const enough = 100

function shortest<A>(starts: Iterable<A>, find: (start: A) => Edges | null): Edges | null {
  const found: Array<Edges> = []
  for (const start of starts) {
    const path = find(start)
    if (path !== null) found.push(path)
    if (found.length === enough) break
  }
  return found.toSorted((a, b) => a.length - b.length)[0] ?? null
}

/** Between transactions alone, without the moments on the way. */
function told(path: Edges): ReadonlyArray<Dependency> {
  const start = path.findIndex(({ from }) => "id" in from)
  let last = ""
  return [...path.slice(start), ...path.slice(0, start)].flatMap(({ from, key, kind, to }) => {
    if ("id" in from) last = from.id
    return "id" in to ? [{ from: last, kind, key, to: to.id }] : []
  })
}

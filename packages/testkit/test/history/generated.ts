/** Histories of a store that is right: lists in memory, asked by clients at the same time. */
import type { ListAppend } from "@pgcrest/testkit/history"

type Transaction = ListAppend.Transaction

/** Draws a whole number from 0 up to but not including `count`. */
export type Below = (count: number) => number

/** The same numbers for the same seed. */
export const drawing = (seed: number): Below => {
  let state = seed >>> 0
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * count)
  }
}

const keys = ["x", "y", "z"]
const clients = 5

/** Each client asks one thing after the other; what happens does so at a moment within, or later where it is unknown. */
export const generated = (below: Below, size: number): ReadonlyArray<Transaction> => {
  const free = Array.from({ length: clients }, (_, at) => at)
  const asked = Array.from({ length: size }, (_, at): Transaction => {
    const client = below(clients)
    const invoked = (free[client] ?? 0) + 1 + below(4)
    const completed = invoked + 1 + below(12)
    free[client] = completed
    const outcome = (["failed", "unknown", "unknown"] as const)[below(20)] ?? "done"
    const isolation = below(4) === 0 ? "read committed" : "serializable"
    return { id: `t${at}`, invoked, completed, outcome, isolation, steps: steps(below, at) }
  })
  const end = Math.max(...free) + 100
  const last: Transaction = {
    id: "end",
    invoked: end,
    completed: end + 1,
    outcome: "done",
    isolation: "serializable",
    steps: keys.map((key) => ({ _tag: "Read", key, values: [], version: null }))
  }
  return played(below, [...asked, last])
}

function steps(below: Below, at: number): Transaction["steps"] {
  return Array.from({ length: 1 + below(3) }, (_, step) => {
    const key = keys[below(keys.length)] ?? "x"
    return below(2) === 0
      ? { _tag: "Append", key, value: `v${at}.${step}` }
      : { _tag: "Read", key, values: [], version: null }
  })
}

interface Happening {
  readonly at: number
  readonly one: Transaction
}

/** Fills the reads in: each transaction happens at a moment of its own, but that loose ones may read before they write. */
function played(below: Below, history: ReadonlyArray<Transaction>): ReadonlyArray<Transaction> {
  const moment = ({ completed, invoked, outcome }: Transaction) =>
    outcome === "unknown" ? invoked + below(60) : invoked + below(completed - invoked)
  const order = history.map((one): Happening => ({ one, at: moment(one) })).toSorted((a, b) => a.at - b.at)
  const lists = new Map<string, ReadonlyArray<string>>()
  const past: Array<{ readonly at: number; readonly lists: ReadonlyMap<string, ReadonlyArray<string>> }> = []
  const told = new Map<Transaction, Transaction>()
  for (const { at, one } of order) {
    const isNothing = one.outcome === "failed" || (one.outcome === "unknown" && below(2) === 0)
    // A read before the first write may be of any moment since the transaction began.
    const earlier = past.filter((state) => state.at >= one.invoked)
    const filled = one.steps.map((step, place): ListAppend.Step => {
      const now = lists.get(step.key) ?? []
      if (step._tag === "Append") {
        if (!isNothing) lists.set(step.key, [...now, step.value])
        return step
      }
      const isLoose = one.isolation === "read committed" && one.steps.slice(0, place).every(isRead)
      const then = isLoose ? earlier[below(earlier.length + 1)]?.lists : undefined
      const values = then === undefined ? now : (then.get(step.key) ?? [])
      return { ...step, values, version: values.length + 1 }
    })
    past.push({ at, lists: new Map(lists) })
    told.set(one, { ...one, steps: filled })
  }
  return history.map((one) => told.get(one) ?? one)
}

function isRead({ _tag }: ListAppend.Step): boolean {
  return _tag === "Read"
}

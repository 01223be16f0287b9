/** What records were when, kept beside the stores: by what lists of now told after each step, never by a trail. */
import { compareInstants, type Resource, type Values } from "@pgcrest/core"
import { canonicalRows } from "../asking/canonical.ts"

/** A record from an instant on; null once it was gone. */
interface State {
  readonly at: string
  readonly row: Values | null
  readonly told: string
}

/** The pasts of the records of one sequence. */
export class Model {
  readonly #states = new Map<Resource.Resource, Map<string, ReadonlyArray<State>>>()

  /** All records that there are after a step at an instant: what differs was written by it, never before its last change. */
  observe(resource: Resource.Resource, rows: ReadonlyMap<string, Values>, instant: string): void {
    const known = this.#states.get(resource) ?? new Map<string, ReadonlyArray<State>>()
    this.#states.set(resource, known)
    for (const uid of new Set([...known.keys(), ...rows.keys()])) {
      const past = known.get(uid) ?? []
      const last = past.at(-1)
      const row = rows.get(uid) ?? null
      const told = row === null ? "" : canonicalRows(resource, [row])
      if (told === (last?.told ?? "")) continue
      const at = last !== undefined && compareInstants(last.at, instant) > 0 ? last.at : instant
      known.set(uid, [...past, { at, row, told }])
    }
  }

  /** The records of a resource as they were at an instant, by uid. */
  rowsAt(resource: Resource.Resource, instant: string): ReadonlyArray<Values> {
    const found = [...(this.#states.get(resource) ?? [])].map(
      ([uid, states]) =>
        [uid, states.findLast(({ at }) => compareInstants(at, instant) <= 0)?.row ?? null] as const
    )
    return found.toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, row]) => (row === null ? [] : [row]))
  }

  /** Every instant at which something changed. */
  instants(): ReadonlyArray<string> {
    const all = [...this.#states.values()].flatMap((states) => [...states.values()].flat())
    return [...new Set(all.map(({ at }) => at))].toSorted(compareInstants)
  }
}

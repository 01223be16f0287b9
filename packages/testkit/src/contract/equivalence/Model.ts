/** What records were when, kept beside a store: by what it told of now after each step, never by its trail. */
import { type Content, textOf } from "./Content.ts"
import type { Name } from "./Question.ts"

/** A record from an instant on, in milliseconds since 1970; null once it was gone. */
interface State {
  readonly at: number
  readonly content: Content | null
}

/** The pasts of the records of one sequence. */
export class Model {
  readonly #states = new Map<Name, Map<string, ReadonlyArray<State>>>()

  /** All records that there are after a step: what differs was written by it, never before the record's last change. */
  observe(name: Name, there: ReadonlyMap<string, Content>, millis: number): void {
    for (const uid of new Set([...this.uids(name), ...there.keys()])) {
      const content = there.get(uid) ?? null
      if (textOf(content) !== textOf(this.#last(name, uid)?.content ?? null))
        this.#add(name, uid, { at: millis, content })
    }
  }

  /** A record that a step made or removed. What came and went within it was there all the same, and nobody saw it. */
  met(name: Name, uid: string, millis: number): void {
    if ((this.#last(name, uid)?.content ?? null) === null) this.#add(name, uid, { at: millis, content: null })
  }

  /** Every uid under which there was a record. */
  uids(name: Name): ReadonlyArray<string> {
    return [...this.#of(name).keys()]
  }

  /** The records of a resource as they were at an instant. */
  contentsAt(name: Name, millis: number): ReadonlyMap<string, Content> {
    const found = [...this.#of(name)].map(
      ([uid, states]) => [uid, states.findLast(({ at }) => at <= millis)?.content ?? null] as const
    )
    return new Map(found.flatMap(([uid, content]) => (content === null ? [] : [[uid, content] as const])))
  }

  /** Every instant at which something changed. */
  instants(): ReadonlyArray<number> {
    const all = [...this.#states.values()].flatMap((states) => [...states.values()].flat())
    return [...new Set(all.map(({ at }) => at))].toSorted((a, b) => a - b)
  }

  #of(name: Name): Map<string, ReadonlyArray<State>> {
    const known = this.#states.get(name) ?? new Map<string, ReadonlyArray<State>>()
    this.#states.set(name, known)
    return known
  }

  #last(name: Name, uid: string): State | undefined {
    return this.#of(name).get(uid)?.at(-1)
  }

  #add(name: Name, uid: string, { at, content }: State): void {
    const past = this.#of(name).get(uid) ?? []
    this.#of(name).set(uid, [...past, { at: Math.max(at, past.at(-1)?.at ?? at), content }])
  }
}

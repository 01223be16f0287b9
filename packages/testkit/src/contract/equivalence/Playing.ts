/** One run of a sequence, and what its client knows so far: the same on all sides. */
import { type Query, Resource, instantOf, type Rows } from "@pgcrest/core"
import type { Answer } from "../asking/answers.ts"
import { type Body, isName, type Name, resources, type Step } from "./Question.ts"

/** A record that a request made, or removed. */
export interface Met {
  readonly resource: Name
  readonly uid: string
}

/** Its number keeps its records apart from those of all others. */
export class Playing {
  readonly number: number
  readonly batch: string
  readonly #made = new Map<Name, ReadonlyArray<string>>()
  #wrote: ReadonlyArray<string> = []
  #instants: ReadonlyArray<string> = []

  constructor(number: number) {
    this.number = number
    this.batch = `s${number}`
  }

  /** Under which a step's request is logged. */
  requestId(step: number): string {
    return `${this.batch} r${step}`
  }

  /** The request that wrote so many writes before the next one; one that nobody sent where there was none. */
  wrote(back: number): string {
    return this.#wrote[back] ?? `${this.batch} none`
  }

  /** The moment of a step, counted from the last; null for now. */
  asOf(ago: number | null): Query.AsOf | undefined {
    const at = ago === null ? undefined : this.#instants[ago]
    return at === undefined ? undefined : { moment: { _tag: "Instant", at }, snapshot: null }
  }

  /** The records of a resource that a step may name: two that the client did, then those that the server made. */
  uids(name: Name): ReadonlyArray<string> {
    const isUuid = Resource.soleColumn(resources[name].key)?.type.kind === "uuid"
    const named = [1, 2].map((at) =>
      isUuid
        ? `00000000-0000-7000-800${at}-${this.number.toString(16).padStart(12, "0")}`
        : `${this.number} ${at} é😀/%`
    )
    return [...named, ...(this.#made.get(name) ?? [])]
  }

  uidAt(name: Name, place: number): string {
    const uids = this.uids(name)
    return uids[place % uids.length] ?? ""
  }

  /** Learns of what a step was answered which records it made, and removed by taking back. */
  learn(step: Step, at: number, millis: number, answers: ReadonlyArray<Answer>): ReadonlyArray<Met> {
    this.#instants = [instantOf(millis), ...this.#instants]
    const isWrite = answers.some(
      (answer) => !("_tag" in answer) || (writing.has(answer._tag) && !("replayed" in answer))
    )
    if (step.asked.verb === "batch" && step.asked.tried) return []
    if (isWrite) this.#wrote = [this.requestId(at), ...this.#wrote.filter((id) => id !== this.requestId(at))]
    const { made, removed } = metBy(step, answers)
    for (const { resource, uid } of made)
      if (!this.uids(resource).includes(uid))
        this.#made.set(resource, [...(this.#made.get(resource) ?? []), uid])
    return [...made, ...removed]
  }

  /** Values as they are sent: places become uids, what must be unique is this run's own. */
  sent(values: Body, of: Name): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, this.#sent(name, value, of)])
    )
  }

  /** The same of a new record, with those of its relations. */
  body(values: Body, of: Name): Record<string, unknown> {
    const relations: Readonly<Record<string, { readonly target: string }>> = resources[of].relations
    const entries = Object.entries(values).map(([name, value]) => {
      const target = relations[name]?.target ?? ""
      return [name, isName(target) ? this.#related(value, target) : this.#sent(name, value, of)]
    })
    return { ...Object.fromEntries(entries), batch: this.batch }
  }

  #related(value: unknown, target: Name): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#related(one, target))
    return this.body({ ...Object(value) }, target)
  }

  #sent(name: string, value: unknown, of: Name): unknown {
    if (typeof value === "object" && value !== null && "place" in value)
      return this.uidAt(referred(of, name), Number(value.place))
    return ownTexts.has(name) && typeof value === "string" ? `${this.batch}/${value}` : value
  }
}

const writing: ReadonlySet<Rows.Rows["_tag"]> = new Set(["Written", "WrittenMany"])
const ownTexts: ReadonlySet<string> = new Set(["code", "shelf"])

/** Any other place is one of the resource itself, in its key. */
function referred(of: Name, name: string): Name {
  const target = resources[of].columns.get(name)?.references ?? of
  return isName(target) ? target : of
}

function metBy({ asked, resource }: Step, answers: ReadonlyArray<Answer>) {
  const made: Array<Met> = []
  const removed: Array<Met> = []
  for (const [at, answer] of answers.entries()) {
    const name = asked.verb === "batch" ? (asked.parts[at]?.resource ?? resource) : resource
    if (!("_tag" in answer)) {
      if (answer.operation === "delete" && isName(answer.resource))
        removed.push({ resource: answer.resource, uid: answer.uid })
    } else made.push(...madeBy(answer).map((uid) => ({ resource: name, uid })))
  }
  return { made, removed }
}

function madeBy(answer: Rows.Rows): ReadonlyArray<string> {
  // What an answer tells again was then.
  if ("replayed" in answer) return []
  switch (answer._tag) {
    case "Written":
      return answer.created ? answer.keys().map(({ uid }) => uid) : []
    case "WrittenMany":
      return answer.met.flatMap(({ created, uid }) => (created ? [uid] : []))
    case "Found":
    case "Differences":
    case "Changes":
      return []
  }
}

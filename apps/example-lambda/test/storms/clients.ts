// @effect-diagnostics asyncFunction:off
/** Clients that write at the same time and try again as real ones do: under a key until they know, without one never after a doubt. */
import { setTimeout } from "node:timers/promises"
import { integer, type Random } from "../../seed/random.ts"
import { type Answer } from "../wire/wire.ts"
import type { Mishaps } from "./mishaps.ts"
import { type Ending, endingOf, isPassing, type Send } from "./sandboxes.ts"
import { anyWrite, type Known, type Write } from "./writes.ts"

/** A request as it was sent once, and what its answer let the client know. */
export interface Attempt {
  readonly requestId: string
  readonly ending: Ending
}

/** All that became of a write. */
export interface Outcome {
  readonly write: Write
  readonly key: string | null
  readonly attempts: ReadonlyArray<Attempt>
  /** The last one. */
  readonly answer: Answer
}

const ines = { sub: "ines", groups: ["librarians"] }

/** Writes until all mishaps are over. */
export const client = async (
  random: Random,
  {
    mishaps,
    known,
    newId,
    sandbox,
    send
  }: {
    readonly mishaps: Mishaps
    readonly known: Known
    readonly newId: () => number
    readonly sandbox: number
    readonly send: Send
  }
): Promise<ReadonlyArray<Outcome>> => {
  const outcomes: Array<Outcome> = []
  while (!mishaps.isOver()) {
    const id = newId()
    const write = anyWrite(random, known, id)
    const key = random() < 0.5 ? `key-${id}` : null
    const attempts: Array<Attempt> = []
    const ask = async (): Promise<Answer> => {
      const requestId = `${id}.${attempts.length}`
      const headers = { ...write.call.headers, ...(key === null ? {} : { "idempotency-key": key }) }
      mishaps.note()
      const answer = await send(sandbox, requestId, { ...write.call, headers, as: ines })
      attempts.push({ requestId, ending: endingOf(answer) })
      mishaps.note()
      if (key === null || !isPassing(answer)) return answer
      await setTimeout(integer(random, 20, 100))
      return ask()
    }
    const answer = await ask()
    if (answer.status < 300) learn(known, write, answer)
    outcomes.push({ write, key, attempts, answer })
    // Who is told that the database is away asks a while later.
    if (isPassing(answer)) await setTimeout(integer(random, 20, 100))
  }
  return outcomes
}

/** The records that an answer of a write tells, each with its resource. */
export const toldIn = ({ call: { path } }: Write, { json }: Answer): ReadonlyArray<Told> => {
  if (json === null) return []
  if (path === "/batch")
    return ["authors", "books", "authors", "books"].map((resource, at) => ({ resource, ...json[at].body }))
  const resource = /^\/(\w+)/u.exec(path)?.[1] ?? ""
  return [json].flat().map((record: object) => ({ uid: "", version: 0, ...record, resource }))
}

interface Told {
  readonly resource: string
  readonly uid: string
  readonly version: number
  readonly isbn?: string
}

function learn(known: Known, write: Write, answer: Answer): void {
  const lists: ReadonlyMap<string, Array<string>> = new Map([
    ["authors", known.authors],
    ["books", known.books],
    ["loans", known.loans]
  ])
  for (const { isbn, resource, uid } of toldIn(write, answer)) {
    if (known.lent.includes(uid)) continue
    lists.get(resource)?.push(uid)
    if (isbn !== undefined) known.isbns.push(isbn)
  }
}

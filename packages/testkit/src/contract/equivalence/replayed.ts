/** A record's history, read as a client reads it, and played from its first change to the present. */
import { type ChangeField, compareInstants, type Query, type Resource, type Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { print } from "../asking/canonical.ts"
import { type Content, contentsIn, recorded, textOf } from "./Content.ts"
import { type Name, resources } from "./Question.ts"
import { mustBe, type Witness } from "./Witness.ts"

/** A change as a history's JSON tells it. */
interface Told {
  readonly version: unknown
  readonly operation: unknown
  readonly at: string
  readonly before: unknown
  readonly after: Content | null
  readonly diff: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>
}

/**
 * Versions count from one without a gap; the diffs, one after the other, make the content after each change; the last content
 * is what a read now gives, or absence; and as of the instant of each change a read gives the content after the last one then.
 */
export const replayed = Effect.fnUntraced(function* (
  witness: Witness,
  name: Name,
  uid: string,
  pageOf: number
) {
  const resource = resources[name]
  const changes = yield* walked(witness, name, uid, pageOf)
  const step = (what: string) => `${what} of ${name} ${uid}`
  yield* mustBe(step("changes"), ...byPlaces(changes))
  yield* mustBe(step("diffs"), ...byDiffs(resource, changes))
  const now = yield* witness.one(name, uid, null)
  yield* mustBe(step("present"), kept(resource, now), kept(resource, changes.at(-1)?.after ?? null))
  for (const [at, last] of lastAt(changes)) {
    const asOf: Query.AsOf = { moment: { _tag: "Instant", at }, snapshot: null }
    const was = yield* witness.one(name, uid, asOf)
    yield* mustBe(step(`past at ${at}`), kept(resource, last), kept(resource, was))
  }
})

const told: ReadonlyArray<ChangeField> = ["version", "operation", "at", "before", "after", "diff"]

/** All changes, the first one first, by pages of so many. */
const walked = Effect.fnUntraced(function* (witness: Witness, name: Name, uid: string, limit: number) {
  const found: Array<Told> = []
  let page: Query.Page = { _tag: "Offset", limit, offset: 0 }
  for (;;) {
    const rows: Rows.Changes = yield* witness.history(name, uid, { page, select: told })
    found.push(...contentsIn(rows).map(toldOf))
    if (!rows.more || rows.count === 0) return found.toReversed()
    page = { _tag: "After", limit, place: rows.place(rows.count - 1) }
  }
})

function toldOf({ after, at, before, diff, operation, version }: Content): Told {
  const content = after === null ? null : { ...Object(after) }
  return { version, operation, at: String(at), before, after: content, diff: { ...Object(diff) } }
}

/** Versions without gap or double, instants that never run backwards, nothing met that no change tells of, and what deletes leave. */
function byPlaces(changes: ReadonlyArray<Told>): readonly [string, string] {
  const instants = changes.map(({ at }) => at).toSorted(compareInstants)
  const expected = changes.map(({ after }, at) => [at + 1, instants[at], null, after === null])
  const told = changes.map(({ at, before, operation, version }) => [
    version,
    at,
    before,
    operation === "delete"
  ])
  return [print(expected), print(told)]
}

/** What the changes say the content was after each, and what their diffs make of the one before. */
function byDiffs(resource: Resource.Resource, changes: ReadonlyArray<Told>): readonly [string, string] {
  const states: Array<string> = []
  let content: Content = {}
  for (const { diff } of changes) {
    const from = Object.entries(diff).map(([name, { from }]) => [name, from] as const)
    const isSame = from.every(([name, value]) => print(value) === print(content[name] ?? null))
    content = { ...content, ...Object.fromEntries(Object.entries(diff).map(([name, { to }]) => [name, to])) }
    states.push(isSame ? declared(resource, content) : `not from ${print(Object.fromEntries(from))}`)
  }
  const afters = changes.map(({ after }) => declared(resource, after ?? {}))
  return [afters.join("\n"), states.join("\n")]
}

/** What a diff can tell of a content: the declared fields; null is like nothing. */
function declared({ columns }: Resource.Resource, content: Content): string {
  const fields = Object.entries(content).filter(
    ([name, value]) => value !== null && columns.get(name)?.plays === null
  )
  return print(Object.fromEntries(fields))
}

/** What a trail keeps of a content. */
function kept(resource: Resource.Resource, content: Content | null): string {
  if (content === null) return textOf(null)
  const fields = Object.entries(recorded(resource, content)).filter(
    ([name]) => resource.columns.get(name)?.recorded !== "never"
  )
  return textOf(Object.fromEntries(fields))
}

/** The content after the last change of each instant. */
function lastAt(changes: ReadonlyArray<Told>): ReadonlyMap<string, Content | null> {
  return new Map(changes.map(({ after, at }) => [at, after] as const))
}

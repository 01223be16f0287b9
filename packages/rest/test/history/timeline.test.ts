import { assert, describe, it } from "@effect/vitest"
import {
  Access,
  Api,
  authorise,
  Caller,
  Command,
  comparePlaces,
  type Entry,
  Field,
  type Query,
  Resource,
  resourceOrder,
  Rows,
  trailOrder
} from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Part } from "../../src/history/Part.ts"
import { partPage, timelineOf } from "../../src/history/timeline.ts"
import { unsaid } from "../unsaid.ts"

const access = { get: Access.everyone, history: Access.everyone }
const resources = ["books", "authors", "loans"].map((name) =>
  Resource.make(name, { fields: { title: Field.text }, access })
)
Api.make("library", { resources })
const parts = resources.map((resource): Part => ({
  _tag: "History",
  permit: Result.getOrThrow(authorise(resource, "history", Caller.anonymous("r"))),
  uid: null,
  select: ["resource", "uid", "version"],
  fields: null,
  which: Command.everyChange
}))

/** Changes of which many share an instant, across resources and within. */
const trail = ({ permit }: Part, count: number): ReadonlyArray<Entry> =>
  Array.from({ length: count }, (_, at) => ({
    ...unsaid,
    request_id: null,
    after: null,
    resource: permit.resource.name,
    uid: `u${at % 3}`,
    version: BigInt(at + 1),
    operation: "update" as const,
    at: `2026-11-25T08:30:0${at % 4}Z`,
    actor: "ann"
  }))

const placeOf = ({ at, uid, version }: Entry): Query.PlacePage["place"] => [at, uid, version]

/** As a store answers one part; of what is `kept` a hook shows nothing. */
const answered = (
  part: Part,
  entries: ReadonlyArray<Entry>,
  page: Query.Page,
  isKept: (entry: Entry) => boolean
): Rows.Changes => {
  const asked = partPage(part, page)
  const compare = (left: Query.PlacePage["place"], right: Query.PlacePage["place"]) =>
    comparePlaces(resourceOrder, left, right)
  const sorted = entries.toSorted((left, right) => compare(placeOf(left), placeOf(right)))
  const there =
    asked._tag === "Offset"
      ? sorted
      : sorted.filter((entry) =>
          asked._tag === "After"
            ? compare(placeOf(entry), asked.place) > 0
            : compare(placeOf(entry), asked.place) < 0
        )
  const read =
    asked._tag === "Before"
      ? there.slice(Math.max(0, there.length - asked.limit))
      : there.slice(0, asked.limit)
  return Rows.fromChanges(
    part.permit.resource,
    read.filter((entry) => !isKept(entry)),
    part.select,
    {
      more: there.length > asked.limit,
      read: read.length,
      place: (at) => read.slice(at, at + 1).flatMap(placeOf)
    }
  )
}

const whole = (entries: ReadonlyArray<Entry>): ReadonlyArray<string> =>
  entries
    .toSorted((left, right) =>
      comparePlaces(
        trailOrder,
        [left.at, left.resource, left.uid, left.version],
        [right.at, right.resource, right.uid, right.version]
      )
    )
    .map(({ resource, uid, version }) => `{"resource":"${resource}","uid":"${uid}","version":${version}}`)

/** Every page, from one end to the other, in the order of the whole. */
const walked = (
  trails: ReadonlyArray<ReadonlyArray<Entry>>,
  limit: number,
  {
    isKept = () => false,
    of = parts
  }: { readonly isKept?: (entry: Entry) => boolean; readonly of?: ReadonlyArray<Part> } = {}
) => {
  const ask = (page: Query.Page) =>
    timelineOf(
      page,
      of.map((part, at) => [part, answered(part, trails[at] ?? [], page, isKept)])
    )
  const forwards: Array<string> = []
  let told = ask({ _tag: "Offset", limit, offset: 0 })
  forwards.push(...told.spots.map(({ json }) => json))
  while (told.more && forwards.length <= most) {
    told = ask({ _tag: "After", limit, place: told.place(told.read - 1) })
    forwards.push(...told.spots.map(({ json }) => json))
  }
  const backwards = told.spots.map(({ json }) => json)
  let back = ask({ _tag: "Before", limit, place: told.place(0) })
  backwards.unshift(...back.spots.map(({ json }) => json))
  while (back.more && backwards.length <= most) {
    back = ask({ _tag: "Before", limit, place: back.place(0) })
    backwards.unshift(...back.spots.map(({ json }) => json))
  }
  return { backwards, forwards }
}

// A timeline that never ends is none either.
const most = 100

describe("a timeline", () => {
  it.each([1, 2, 3, 5, 7, 100])("tells each change once, in order, both ways, by pages of %i", (limit) => {
    const trails = parts.map((part, at) => trail(part, 9 - at * 2))
    const { backwards, forwards } = walked(trails, limit)
    assert.deepStrictEqual(forwards, whole(trails.flat()))
    assert.deepStrictEqual(backwards, whole(trails.flat()))
  })

  it.each([1, 2, 3, 5, 100])("tells once what several of its parts have, by pages of %i", (limit) => {
    const [books, authors] = parts
    if (books === undefined || authors === undefined) return assert.fail()
    const [all, beside] = [trail(books, 9), trail(authors, 5)]
    const trails = [all.filter(({ version }) => version > 3n), beside, all.slice(0, 6), all.slice(2, 4)]
    const { backwards, forwards } = walked(trails, limit, { of: [books, authors, books, books] })
    assert.deepStrictEqual(forwards, whole([...all, ...beside]))
    assert.deepStrictEqual(backwards, forwards)
  })

  it.each([1, 2, 4])("goes on behind what a hook keeps back, by pages of %i", (limit) => {
    const trails = parts.map((part) => trail(part, 8))
    const isKept = ({ resource, version }: Entry) => resource === "books" && version % 4n !== 0n
    const { forwards } = walked(trails, limit, { isKept })
    assert.deepStrictEqual(forwards, whole(trails.flat().filter((entry) => !isKept(entry))))
  })

  it("of nothing leads nowhere", () => {
    const { more, place, read, spots } = timelineOf({ _tag: "Offset", limit: 2, offset: 0 }, [])
    assert.deepStrictEqual([more, read, spots, place(0)], [false, 0, [], []])
  })
})

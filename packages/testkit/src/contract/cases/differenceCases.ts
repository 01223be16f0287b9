/** Contract: what a list tells at one moment and not at another, or in another way. */
import { assert } from "@effect/vitest"
import { Caller, instantOf, Predicate, type Query, Resource, type Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { compare, create, createMany, get, list, remove, replace, update } from "../asking/ask.ts"
import { ann, bob, inGroups, type Listing, queryOf } from "../asking/by.ts"
import { atMillis, type Cases, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { meant } from "../asking/resolved.ts"
import { shown } from "../asking/shown.ts"
import {
  Bookings,
  Counters,
  Diaries,
  Marks,
  Memos,
  Notes,
  Oddities,
  Parts,
  Patients,
  Reprints,
  Tickets
} from "../declared/resources.ts"

const moment = (millis: number): Query.Moment => ({ _tag: "Instant", at: instantOf(millis) })

/** Since so many milliseconds, up to others or to now. */
const between = (since: number, until: number | null = null) => ({
  since: moment(since),
  ...(until === null ? {} : { asOf: { moment: moment(until), snapshot: null } })
})

/** What a list of a batch tells apart. */
const comparing = (
  resource: Resource.Resource,
  batch: string,
  { since, ...listing }: Listing & Pick<Query.Comparison, "since">
): Query.Comparison => ({ ...queryOf(resource, batch, listing), since })

/** Each difference as its word, and one field before and after. */
const told = (rows: Rows.Differences, field: string) =>
  rows.values().map(({ after, before, change }) => [change, before?.[field] ?? null, after?.[field] ?? null])

const refused = (reason: string, resource = "parts") => ({
  _tag: "MomentOutOfReach",
  resource,
  reason,
  moment: "since"
})

export const differenceCases = (it: Cases): void => {
  it.effect("tells what came into a list, changed in it and went, each as it was at either moment", () =>
    Effect.gen(function* () {
      for (const [resource, first, second, field] of [
        [Parts, { name: "a" }, { name: "b" }, "name"],
        [Notes, { body: "a" }, { body: "b" }, "body"],
        [Marks, { label: "a" }, { label: "b" }, "label"],
        [Counters, { label: "a" }, { label: "b" }, "label"],
        [Oddities, { sortOrder: 1, longName: "a" }, { sortOrder: 1, longName: "b" }, "longName"]
      ] as const) {
        const [batch, uid] = [yield* fresh, yield* fresh]
        yield* replace(resource, uid, { batch, ...first }).pipe(atMillis(1000))
        const was = one(yield* get(resource, uid))
        yield* update(resource, uid, second).pipe(atMillis(2000))
        const is = one(yield* get(resource, uid))
        yield* remove(resource, uid).pipe(atMillis(3000))
        yield* replace(resource, uid, { batch, ...second }).pipe(atMillis(4000))
        const then = Effect.fnUntraced(function* (since: number, until: number | null = null) {
          return yield* compare(resource, comparing(resource, batch, between(since, until)))
        })
        const [changed, ...more] = (yield* then(1500, 2500)).values()
        assert.deepStrictEqual(changed, { uid, change: "changed", before: was, after: is })
        assert.deepStrictEqual(more, [])
        assert.deepStrictEqual(told(yield* then(999, 1000), field), [["added", null, "a"]])
        assert.deepStrictEqual(told(yield* then(1000, 3000), field), [["gone", "a", null]])
        assert.deepStrictEqual(told(yield* then(3000, 4000), field), [["added", null, "b"]])
        assert.deepStrictEqual(told(yield* then(1000), field), [["changed", "a", "b"]])
        // Made again as it was: what counts its versions tells.
        const again =
          resource.audit.version === null && resource.audit.created_at === null ? [] : [["changed", "b", "b"]]
        assert.deepStrictEqual(told(yield* then(2000, 4000), field), again)
        for (const [since, until] of [
          [500, 999],
          [1000, 1999],
          [2000, 2000],
          [4000, null]
        ] as const)
          assert.strictEqual((yield* then(since, until)).count, 0)
      }
    })
  )

  it.effect("tells what its filter tells apart, each way in and out", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [place, name] = [Resource.columnOf(Parts, "place"), Resource.columnOf(Parts, "name")]
      const uids: Array<string> = []
      for (const [name, place] of [
        ["in", 1],
        ["out", 9],
        ["stays", 9],
        ["far", 1],
        ["dies", 9]
      ] as const)
        uids.push(uidOf(yield* create(Parts, { batch, name, place }).pipe(atMillis(1000))))
      const [entering = "", leaving = "", staying = "", far = "", dying = ""] = uids
      yield* update(Parts, entering, { place: 8 }).pipe(atMillis(2000))
      yield* update(Parts, leaving, { place: 2 }).pipe(atMillis(2000))
      yield* update(Parts, staying, { place: 7 }).pipe(atMillis(2000))
      yield* update(Parts, far, { place: 3 }).pipe(atMillis(2000))
      yield* remove(Parts, dying).pipe(atMillis(2000))
      yield* create(Parts, { batch, name: "new", place: 6 }).pipe(atMillis(2000))
      yield* create(Parts, { batch, name: "new and far", place: 0 }).pipe(atMillis(2000))
      const filter = { _tag: "Compare", column: place, operator: "gt", value: 5 } as const
      const ask = (more: Listing = {}) =>
        compare(Parts, comparing(Parts, batch, { filter, count: "exact", ...between(1000, 2000), ...more }))
      const rows = yield* ask()
      assert.deepStrictEqual(told(rows, "place"), [
        ["added", null, 8],
        ["gone", 9, null],
        ["changed", 9, 7],
        ["gone", 9, null],
        ["added", null, 6]
      ])
      assert.strictEqual(rows.total, 5)
      assert.deepStrictEqual(
        rows.keys().map(({ version }) => version),
        ["2", "1", "2", "1", "1"]
      )
      assert.deepStrictEqual(
        told(yield* ask({ filter: { _tag: "Is", column: name, value: null } }), "name"),
        []
      )
      assert.deepStrictEqual(told(yield* ask({ limit: 2, offset: 1 }), "place"), [
        ["gone", 9, null],
        ["changed", 9, 7]
      ])
      assert.strictEqual((yield* ask({ limit: 0 })).total, 5)
      assert.strictEqual((yield* ask({ filter: Predicate.never })).count, 0)
    })
  )

  it.effect("tells nothing where what is shown is alike, and prints both images", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uid = uidOf(yield* create(Parts, { batch, name: "a", place: 1 }).pipe(atMillis(1000)))
      yield* update(Parts, uid, { place: 2 }).pipe(atMillis(2000))
      const ask = (select: ReadonlyArray<string>) =>
        compare(Parts, comparing(Parts, batch, { select, ...between(1000) }))
      assert.strictEqual((yield* ask(["name"])).json(), "")
      const rows = yield* ask(["place", "name"])
      assert.strictEqual(
        rows.json(),
        `{"uid":"${uid}","change":"changed","before":{"place":1,"name":"a"},"after":{"place":2,"name":"a"}}`
      )
      assert.deepStrictEqual(rows.keys(), [{ uid, version: "2" }])
    })
  )

  it.effect("judges both images by today's rules and today's caller", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [mine, theirs] = [yield* fresh, yield* fresh]
      yield* replace(Diaries, mine, { batch, entry: "ann's" }, { caller: ann }).pipe(atMillis(1000))
      yield* replace(Diaries, theirs, { batch, entry: "bob's" }, { caller: bob }).pipe(atMillis(1000))
      yield* remove(Diaries, theirs, { caller: inGroups("bob", "editors") }).pipe(atMillis(2000))
      const ask = (caller: Caller.Caller, since: number, until: number) =>
        Effect.map(compare(Diaries, comparing(Diaries, batch, between(since, until)), { caller }), (rows) =>
          told(rows, "entry")
        )
      assert.deepStrictEqual(yield* ask(ann, 500, 1500), [["added", null, "ann's"]])
      assert.deepStrictEqual(yield* ask(ann, 1500, 2500), [])
      assert.deepStrictEqual(yield* ask(bob, 1500, 2500), [["gone", "bob's", null]])
      assert.deepStrictEqual(yield* ask(inGroups("rita", "readers"), 1500, 2500), [["gone", "bob's", null]])
      // The uid is taken again by somebody else: for its first owner it went, for the second it came.
      const again = { caller: inGroups("cleo", "readers", "movers") }
      yield* replace(Diaries, theirs, { batch, entry: "cleo's" }, again).pipe(atMillis(3000))
      assert.deepStrictEqual(yield* ask(bob, 1500, 3500), [["gone", "bob's", null]])
      assert.deepStrictEqual(yield* ask(Caller.user("cleo"), 1500, 3500), [["added", null, "cleo's"]])
      assert.deepStrictEqual(yield* ask(inGroups("rita", "readers"), 1500, 3500), [
        ["changed", "bob's", "cleo's"]
      ])
    })
  )

  it.effect("has null for what was not recorded, before and after", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const patient = { batch, ward: "w", name: "Ann", scratch: "hush" }
      const uid = uidOf(yield* create(Patients, patient).pipe(atMillis(1000)))
      yield* update(Patients, uid, { name: "Bea" }).pipe(atMillis(2000))
      const ask = (since: number, until: number | null = null) =>
        compare(
          Patients,
          comparing(Patients, batch, { select: ["name", "scratch"], ...between(since, until) })
        )
      const [row] = (yield* ask(1000)).values()
      assert.deepStrictEqual(row?.before, { name: "Ann", scratch: null })
      assert.deepStrictEqual(row?.after, { name: "Bea", scratch: null })
      yield* update(Patients, uid, { scratch: "aloud" }).pipe(atMillis(3000))
      assert.strictEqual((yield* ask(2000)).count, 0)
    })
  )

  it.effect("knows what several fields identify, and what the database counts", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const ticket = Number(uidOf(yield* create(Tickets, { batch, text: "t" }).pipe(atMillis(1000))))
      const seats = ["a", "b", 'c", "d']
      yield* createMany(
        Bookings,
        seats.map((seat) => ({ batch, ticket_id: ticket, seat }))
      ).pipe(atMillis(2000))
      yield* remove(Bookings, `[${ticket}, "b"]`).pipe(atMillis(3000))
      const ask = Effect.fnUntraced(function* (since: number, until: number | null = null) {
        return told(yield* compare(Bookings, comparing(Bookings, batch, between(since, until))), "seat")
      })
      assert.deepStrictEqual(
        yield* ask(1000, 2000),
        seats.map((seat) => ["added", null, seat])
      )
      assert.deepStrictEqual(yield* ask(2000), [["gone", "b", null]])
      yield* update(Tickets, String(ticket), { text: "T" }).pipe(atMillis(4000))
      assert.deepStrictEqual(
        told(yield* compare(Tickets, comparing(Tickets, batch, between(1000))), "text"),
        [["changed", "t", "T"]]
      )
    })
  )

  it.effect("tells every page by what its first page saw, whatever is written meanwhile", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uids: Array<string> = []
      for (const name of ["a", "b", "c", "d", "e"])
        uids.push(uidOf(yield* create(Parts, { batch, name }).pipe(atMillis(1000))))
      const [, second = "", third = "", fourth = "", fifth = ""] = uids
      yield* update(Parts, second, { name: "B" }).pipe(atMillis(5000))
      yield* update(Parts, third, { name: "C" }).pipe(atMillis(5000))
      yield* remove(Parts, fourth).pipe(atMillis(5000))
      const base = comparing(Parts, batch, { select: ["name"], ...between(4000) })
      const page = (page: Query.Page, { at, since, snapshot }: Query.Then) =>
        compare(Parts, {
          ...base,
          page,
          since: { _tag: "Instant", at: since ?? "" },
          asOf: { moment: { _tag: "Instant", at }, snapshot }
        })
      const first = yield* compare(Parts, { ...base, page: { _tag: "Offset", limit: 1, offset: 0 } })
      assert.deepStrictEqual(told(first, "name"), [["changed", "b", "B"]])
      assert.isTrue(first.more)
      const past = first.past ?? { at: "", snapshot: "" }
      assert.strictEqual(past.since, instantOf(4000))
      // Clocks that are behind, and a transaction that ended late.
      yield* update(Parts, third, { name: "z" }).pipe(atMillis(5500))
      yield* update(Parts, fifth, { name: "E" }).pipe(atMillis(3000))
      yield* replace(Parts, fourth, { batch, name: "D" }).pipe(atMillis(5500))
      yield* create(Parts, { batch, name: "f" }).pipe(atMillis(4500))
      const rest = yield* page({ _tag: "After", limit: 9, place: first.place(0) }, past)
      assert.deepStrictEqual(told(rest, "name"), [
        ["changed", "c", "C"],
        ["gone", "d", null]
      ])
      assert.isFalse(rest.more)
      assert.deepStrictEqual(rest.past, past)
      const before = yield* page({ _tag: "Before", limit: 1, place: rest.place(1) }, past)
      assert.deepStrictEqual(told(before, "name"), [["changed", "c", "C"]])
      assert.isTrue(before.more)
      assert.deepStrictEqual(told(yield* compare(Parts, base), "name"), [
        ["changed", "b", "B"],
        ["changed", "c", "z"],
        ["changed", "d", "D"],
        ["added", null, "f"]
      ])
    })
  )

  it.effect("takes requests for the moments at which they had made their changes", () =>
    Effect.gen(function* () {
      const [batch, first, last] = [yield* fresh, yield* fresh, yield* fresh]
      const caller = (requestId: string) => ({ caller: Caller.user("ann", { requestId }) })
      const request = (id: string): Query.Moment => ({ _tag: "Request", id })
      const uid = uidOf(yield* create(Parts, { batch, name: "a" }, caller(first)).pipe(atMillis(1000)))
      yield* update(Parts, uid, { name: "b" }, caller(last)).pipe(atMillis(2000))
      yield* update(Parts, uid, { name: "c" }).pipe(atMillis(3000))
      const ask = (since: Query.Moment, until: Query.Moment) =>
        compare(Parts, comparing(Parts, batch, { since, asOf: { moment: until, snapshot: null } }))
      const rows = yield* ask(request(first), request(last))
      assert.deepStrictEqual(told(rows, "name"), [["changed", "a", "b"]])
      assert.deepStrictEqual([rows.past?.since, rows.past?.at], [instantOf(1000), instantOf(2000)])
      assert.deepStrictEqual(yield* refusal(ask(request(last), request(first))), refused("reversed"))
      assert.deepStrictEqual(yield* refusal(ask(request(yield* fresh), request(first))), refused("unknown"))
      const { moment: _, ...unknown } = refused("unknown")
      assert.deepStrictEqual(yield* refusal(ask(request(first), request(yield* fresh))), unknown)
    })
  )

  it.effect("refuses an earlier moment that is later, yet to come, or not kept any more", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const ask = (since: number, until: number | null = null) =>
        refusal(compare(Parts, comparing(Parts, batch, between(since, until))))
      assert.deepStrictEqual(yield* ask(2000, 1000), refused("reversed"))
      assert.deepStrictEqual(yield* ask(4_102_444_800_000), refused("future"))
      const { moment: _, ...future } = refused("future")
      assert.deepStrictEqual(yield* ask(1000, 4_102_444_800_000), future)
      const requestId = yield* fresh
      const caller = Caller.user("ann", { requestId })
      yield* create(Reprints, { name: batch }, { caller }).pipe(atMillis(1000))
      const query = { ...(yield* meant(Reprints, {})), ...between(1000) }
      const unkept = refused("unkept", "reprints")
      assert.deepStrictEqual(yield* refusal(compare(Reprints, query)), unkept)
      const since: Query.Moment = { _tag: "Request", id: requestId }
      assert.deepStrictEqual(yield* refusal(compare(Reprints, { ...query, since })), unkept)
    })
  )

  it.effect("shows each image as `afterRead` does, and nothing of one that it keeps back", () =>
    Effect.gen(function* () {
      const batch = yield* title
      const make = (text: string) => Effect.map(create(Memos, { batch, text }).pipe(atMillis(1000)), uidOf)
      const [a, b, c, d] = [yield* make("a"), yield* make("kept"), yield* make("c"), yield* make("kept")]
      yield* update(Memos, a, { text: "b" }).pipe(atMillis(2000))
      yield* update(Memos, b, { text: "b" }).pipe(atMillis(2000))
      yield* update(Memos, c, { text: "kept" }).pipe(atMillis(2000))
      yield* remove(Memos, d).pipe(atMillis(2000))
      const query = comparing(Memos, batch, { select: ["text"], ...between(1000) })
      const rows = yield* shown.compare(Memos, query)
      assert.deepStrictEqual(told(rows, "text"), [
        ["changed", "A", "B"],
        ["added", null, "B"],
        ["gone", "C", null]
      ])
      assert.deepStrictEqual(
        rows.keys().map(({ uid }) => uid),
        [a, b, c]
      )
      assert.strictEqual(rows.read, 4)
      assert.strictEqual((yield* list(Memos, queryOf(Memos, batch))).count, 3)
    })
  )
}

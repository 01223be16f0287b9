/** Contract: reads as of a moment of the past, of every table that a query asks. */
import { assert } from "@effect/vitest"
import { Caller, instantOf, Predicate, type Query, Resource, type Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, createMany, get, list, remove, replace, update } from "../asking/ask.ts"
import { ann, bob, inGroups, queryOf } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { asked, by, meant, relation, where } from "../asking/resolved.ts"
import { canonical } from "../asking/canonical.ts"
import { kinds } from "../declared/kinds.ts"
import {
  Bookings,
  Counters,
  Diaries,
  Marks,
  Notes,
  Oddities,
  Papers,
  Parts,
  Patients,
  Renewals,
  Reprints,
  Samples,
  Tickets,
  Titles
} from "../declared/resources.ts"

/** As of so many milliseconds since 1970. */
const asOf = (millis: number): { readonly asOf: Query.AsOf } => ({
  asOf: { moment: { _tag: "Instant", at: instantOf(millis) }, snapshot: null }
})
const missing = (resource: string, uid: string) => ({ _tag: "RecordNotFound", resource, uid })

/** A record of each resource at one, changed at two, gone at three and made again at four, which is kept beside its instant. */
const lived = Effect.fnUntraced(function* (resource: Resource.Resource, first: object, second: object) {
  const uid = yield* fresh
  const states = new Map<number, Values | null>()
  states.set(1000, one(yield* replace(resource, uid, { ...first }).pipe(atMillis(1000))))
  states.set(2000, one(yield* update(resource, uid, { ...second }).pipe(atMillis(2000))))
  yield* remove(resource, uid).pipe(atMillis(3000))
  states.set(3000, null)
  states.set(4000, one(yield* replace(resource, uid, { ...first }).pipe(atMillis(4000))))
  return { uid, states }
})

export const pastCases = (it: Cases): void => {
  it.effect("reads a record as it was, and finds none where there was none", () =>
    Effect.gen(function* () {
      for (const [resource, first, second] of [
        [Parts, { name: "a", maker: "m" }, { name: "b" }],
        [Notes, { body: "a" }, { body: "b" }],
        [Marks, { label: "a" }, { label: "b" }],
        [Counters, { label: "a" }, { label: "b" }],
        [Oddities, { sortOrder: 1, bookTitle: null, longName: "x" }, { sortOrder: 2 }]
      ] as const) {
        const { states, uid } = yield* lived(resource, first, second)
        const before = yield* refusal(get(resource, uid, asOf(999)))
        assert.deepStrictEqual(before, missing(resource.name, uid))
        for (const [millis, state] of states)
          for (const at of [millis, millis + 999]) {
            const was = get(resource, uid, asOf(at))
            if (state === null) assert.deepStrictEqual(yield* refusal(was), missing(resource.name, uid))
            else assert.deepStrictEqual(one(yield* was), state, `${resource.name} at ${at}`)
          }
      }
    })
  )

  it.effect("knows moments by the fraction of their second", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }).pipe(atMillis(1001)))
      yield* update(Parts, uid, { name: "b" }).pipe(atMillis(1500))
      assert.deepStrictEqual(yield* refusal(get(Parts, uid, asOf(1000))), missing("parts", uid))
      assert.strictEqual(one(yield* get(Parts, uid, asOf(1499)))["name"], "a")
      assert.strictEqual(one(yield* get(Parts, uid, asOf(1500)))["name"], "b")
    })
  )

  it.effect("has null for what was not recorded, and every kind of value as it was", () =>
    Effect.gen(function* () {
      const patient = { ward: "w", name: "Ann", born: "1990-02-28", scratch: "hush" }
      const made = yield* create(Patients, patient).pipe(atMillis(1000))
      yield* update(Patients, uidOf(made), { name: "Bea", born: null })
      assert.deepStrictEqual(one(yield* get(Patients, uidOf(made), asOf(1000))), {
        ...one(made),
        scratch: null
      })
      // Nor is it told where nothing has changed since: what was then is not another thing tomorrow.
      const still = yield* create(Patients, patient).pipe(atMillis(1000))
      assert.isNull(one(yield* get(Patients, uidOf(still), asOf(1000)))["scratch"])
      const rounds = Math.max(...kinds.map(({ json }) => json.length))
      for (let round = 0; round < rounds; round++) {
        const values = kinds.flatMap(({ field, json }) =>
          json.length > round ? [[field, json[round]] as const] : []
        )
        const sample = yield* create(Samples, { label: "x", ...Object.fromEntries(values) }).pipe(
          atMillis(1000)
        )
        const first = yield* get(Samples, uidOf(sample))
        yield* update(Samples, uidOf(sample), { label: "y" })
        const was = yield* get(Samples, uidOf(sample), asOf(1000))
        assert.strictEqual(canonical(was.json()), canonical(first.json()))
      }
    })
  )

  it.effect("has null for what was not recorded of a record that nobody changed since as well", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* create(Patients, { batch, ward: "w", name: "Ann", scratch: "hush" }).pipe(
        atMillis(1000)
      )
      const was = { ...one(made), scratch: null }
      assert.deepStrictEqual(one(yield* get(Patients, uidOf(made), asOf(1000))), was)
      assert.deepStrictEqual((yield* list(Patients, queryOf(Patients, batch, asOf(1000)))).values(), [was])
      const scratch = Resource.columnOf(Patients, "scratch")
      const filter = { _tag: "Compare", column: scratch, operator: "eq", value: "hush" } as const
      const found = yield* list(Patients, queryOf(Patients, batch, { filter, ...asOf(1000) }))
      assert.strictEqual(found.count, 0)
    })
  )

  it.effect("lists what there was: filtered, sorted, counted and parted by what it held", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uids: Array<string> = []
      for (const [name, place] of [
        ["a", 3],
        ["b", 2],
        ["c", 1],
        ["d", 4]
      ] as const)
        uids.push(uidOf(yield* create(Parts, { batch, name, place }).pipe(atMillis(1000))))
      const [a = "", b = "", c = "", d = ""] = uids
      yield* update(Parts, a, { place: 0, name: "A" }).pipe(atMillis(2000))
      yield* update(Parts, b, { batch: "elsewhere" }).pipe(atMillis(3000))
      yield* remove(Parts, c).pipe(atMillis(4000))
      yield* create(Parts, { batch, name: "e", place: 9 }).pipe(atMillis(5000))
      const place = Resource.columnOf(Parts, "place")
      const order = [{ column: place, of: null, direction: "asc", nulls: "last" }] as const
      const names = Effect.fnUntraced(function* (millis: number, more: object = {}) {
        const query = queryOf(Parts, batch, { order, count: "exact", ...asOf(millis), ...more })
        const rows = yield* list(Parts, query)
        return [column(rows, "name").join(""), rows.total] as const
      })
      assert.deepStrictEqual(yield* names(999), ["", 0])
      assert.deepStrictEqual(yield* names(1000), ["cbad", 4])
      assert.deepStrictEqual(yield* names(2500), ["Acbd", 4])
      assert.deepStrictEqual(yield* names(3500), ["Acd", 3])
      assert.deepStrictEqual(yield* names(4500), ["Ad", 2])
      assert.deepStrictEqual(yield* names(5500), ["Ade", 3])
      assert.deepStrictEqual(yield* names(1000, { limit: 2, offset: 1 }), ["ba", 4])
      const above = { _tag: "Compare", column: place, operator: "gt", value: 2 } as const
      assert.deepStrictEqual(yield* names(1000, { filter: above }), ["ad", 2])
      assert.deepStrictEqual(yield* names(2000, { filter: above }), ["d", 1])
      assert.deepStrictEqual(yield* names(1000, { filter: above, limit: 0 }), ["", 2])
      assert.strictEqual(uidOf(yield* get(Parts, d, asOf(1000))), d)
    })
  )

  it.effect("shows related records of the same moment, and asks for them then", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [t, u] = [
        uidOf(yield* create(Titles, { name: `t ${batch}` }).pipe(atMillis(1000))),
        uidOf(yield* create(Titles, { name: `u ${batch}` }).pipe(atMillis(1000)))
      ]
      const paper = uidOf(yield* create(Papers, { batch, text: "p", title_uid: t }).pipe(atMillis(1000)))
      yield* create(Papers, { batch, text: "q", title_uid: t }).pipe(atMillis(2000))
      yield* update(Titles, t, { name: `T ${batch}` }).pipe(atMillis(3000))
      yield* update(Papers, paper, { title_uid: u }).pipe(atMillis(4000))
      const query = (millis: number) => ({
        select: ["text", relation("title", ["name"])],
        filters: [where("batch", "eq", batch)],
        order: [by("text")],
        ...asOf(millis)
      })
      const row = (text: string, name: string) => ({ text, title: { name: `${name} ${batch}` } })
      assert.deepStrictEqual(yield* asked(Papers, query(1000), ann), [row("p", "t")])
      assert.deepStrictEqual(yield* asked(Papers, query(2000), ann), [row("p", "t"), row("q", "t")])
      assert.deepStrictEqual(yield* asked(Papers, query(3000), ann), [row("p", "T"), row("q", "T")])
      assert.deepStrictEqual(yield* asked(Papers, query(4000), ann), [row("p", "u"), row("q", "T")])
      const { projection } = yield* meant(Papers, { select: query(4000).select })
      const alone = get(Papers, paper, { select: projection, ...asOf(3000) })
      assert.deepStrictEqual(JSON.parse((yield* alone).json()), row("p", "T"))
    })
  )

  it.effect("judges what there was by today's rules and today's caller", () =>
    Effect.gen(function* () {
      const id = yield* fresh
      const batch = yield* fresh
      yield* replace(Diaries, id, { batch, entry: "mine" }, { caller: bob }).pipe(atMillis(1000))
      assert.deepStrictEqual(
        yield* refusal(get(Diaries, id, { caller: ann, ...asOf(1000) })),
        missing("diaries", id)
      )
      const reader = { caller: inGroups("rita", "readers"), ...asOf(1000) }
      assert.strictEqual(one(yield* get(Diaries, id, reader))["entry"], "mine")
      assert.strictEqual(
        (yield* list(Diaries, queryOf(Diaries, batch, asOf(1000)), { caller: ann })).count,
        0
      )
      assert.strictEqual(
        (yield* list(Diaries, queryOf(Diaries, batch, asOf(1000)), { caller: bob })).count,
        1
      )
    })
  )

  it.effect("knows what several fields identify", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const ticket = Number(uidOf(yield* create(Tickets, { batch, text: "t" }).pipe(atMillis(1000))))
      const seats = ["a", "b", 'c", "d']
      yield* createMany(
        Bookings,
        seats.map((seat) => ({ batch, ticket_id: ticket, seat }))
      ).pipe(atMillis(2000))
      yield* remove(Bookings, `[${ticket}, "b"]`).pipe(atMillis(3000))
      const then = Effect.fnUntraced(function* (millis: number) {
        return column(yield* list(Bookings, queryOf(Bookings, batch, asOf(millis))), "seat")
      })
      assert.deepStrictEqual(yield* then(1000), [])
      assert.deepStrictEqual(yield* then(2000), seats)
      assert.deepStrictEqual(yield* then(3000), ["a", 'c", "d'])
    })
  )

  it.effect("tells every page by what its first page saw, whatever is written meanwhile", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uids: Array<string> = []
      for (const name of ["a", "b", "c", "d"])
        uids.push(uidOf(yield* create(Parts, { batch, name }).pipe(atMillis(1000))))
      const [first = "", , third = "", fourth = ""] = uids
      const base = yield* meant(Parts, {
        filters: [where("batch", "eq", batch)],
        order: [by("name")],
        ...asOf(5000)
      })
      const page: Query.Page = { _tag: "Offset", limit: 2, offset: 0 }
      const one = yield* list(Parts, { ...base, page })
      assert.deepStrictEqual(column(one, "name"), ["a", "b"])
      // A clock that is behind, and a transaction that ended late, write before the moment.
      yield* update(Parts, third, { name: "z" }).pipe(atMillis(2000))
      yield* remove(Parts, fourth).pipe(atMillis(2500))
      yield* create(Parts, { batch, name: "bb" }).pipe(atMillis(3000))
      yield* update(Parts, first, { name: "y" }).pipe(atMillis(3000))
      const { at, snapshot } = one.past ?? { at: "", snapshot: "" }
      const two = yield* list(Parts, {
        ...base,
        asOf: { moment: { _tag: "Instant", at }, snapshot },
        page: { _tag: "After", limit: 2, place: one.place(1) }
      })
      assert.deepStrictEqual(column(two, "name"), ["c", "d"])
      assert.deepStrictEqual(two.past, one.past)
      const anew = yield* list(Parts, base)
      assert.deepStrictEqual(column(anew, "name"), ["b", "bb", "y", "z"])
    })
  )

  it.effect("takes a request for the moment at which it had made its changes", () =>
    Effect.gen(function* () {
      const requestId = yield* fresh
      const made = yield* create(Parts, { name: "a" }).pipe(atMillis(1000))
      const caller = Caller.user("ann", { requestId })
      yield* update(Parts, uidOf(made), { name: "b" }, { caller }).pipe(atMillis(2000))
      // A request of many writes ends with the last of them.
      yield* create(Parts, { name: "beside" }, { caller }).pipe(atMillis(2500))
      yield* update(Parts, uidOf(made), { name: "c" }).pipe(atMillis(3000))
      const asOf: Query.AsOf = { moment: { _tag: "Request", id: requestId }, snapshot: null }
      const was = yield* get(Parts, uidOf(made), { asOf })
      assert.strictEqual(one(was)["name"], "b")
      assert.strictEqual(was.past?.at, "1970-01-01T00:00:02.5Z")
    })
  )

  it.effect("refuses what may not be kept any more at any of the tables that are asked", () =>
    Effect.gen(function* () {
      const requestId = yield* fresh
      const caller = Caller.user("ann", { requestId })
      const title = uidOf(yield* create(Reprints, { name: "t" }).pipe(atMillis(1000)))
      const made = yield* create(Renewals, { title_uid: title, member: "m" }, { caller }).pipe(atMillis(1000))
      const unkept = { _tag: "MomentOutOfReach", resource: "reprints", reason: "unkept" }
      const far = asOf(1000)
      const byRequest: Query.AsOf = { moment: { _tag: "Request", id: requestId }, snapshot: null }
      const whole = { filters: [where("uid", "eq", uidOf(made))] }
      assert.strictEqual((yield* list(Renewals, yield* meant(Renewals, { ...whole, ...far }))).count, 1)
      for (const asOf of [far.asOf, byRequest])
        for (const asked of [
          { ...whole, select: ["member", relation("title", ["name"])] },
          { ...whole, select: ["member", relation("title", [], { join: "inner" })] },
          { ...whole, order: [by("name", "title")] },
          { ...whole, select: ["member", relation("title", ["name", relation("renewals", ["member"])])] }
        ])
          assert.deepStrictEqual(
            yield* refusal(list(Renewals, yield* meant(Renewals, { ...asked, asOf }))),
            unkept
          )
      assert.deepStrictEqual(yield* refusal(get(Reprints, title, { asOf: byRequest })), unkept)
      assert.deepStrictEqual(yield* refusal(get(Reprints, title, far)), unkept)
    })
  )

  it.effect("refuses what is yet to come, and a request that nobody knows", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }))
      const far = asOf(4_102_444_800_000)
      const future = { _tag: "MomentOutOfReach", resource: "parts", reason: "future" }
      assert.deepStrictEqual(yield* refusal(get(Parts, uid, far)), future)
      assert.deepStrictEqual(yield* refusal(list(Parts, queryOf(Parts, uid, far))), future)
      const asOfNone: Query.AsOf = { moment: { _tag: "Request", id: yield* fresh }, snapshot: null }
      const unknown = { _tag: "MomentOutOfReach", resource: "parts", reason: "unknown" }
      assert.deepStrictEqual(yield* refusal(get(Parts, uid, { asOf: asOfNone })), unknown)
      const nothing = { filter: Predicate.never, asOf: asOfNone }
      assert.deepStrictEqual(yield* refusal(list(Parts, queryOf(Parts, uid, nothing))), unknown)
    })
  )
}

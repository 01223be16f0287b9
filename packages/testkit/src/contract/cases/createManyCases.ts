/** Contract: many records made at once, all of them or none. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, createMany, get, history, list, remove } from "../asking/ask.ts"
import { bob, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { folder, missing } from "../asking/referring.ts"
import { times } from "../asking/together.ts"
import {
  Counters,
  Diaries,
  Folders,
  Letters,
  Marks,
  Notes,
  Papers,
  Parts,
  Places,
  Receipts,
  Samples,
  Tickets,
  Vouchers
} from "../declared/resources.ts"

export const createManyCases = (it: Cases): void => {
  it.effect(
    "answers the records of a body in its order, each made at version 1 with a change of its own",
    () =>
      Effect.gen(function* () {
        const names = times(20).map((at) => `${(at * 7) % 20}`)
        const made = yield* createMany(
          Parts,
          names.map((name) => ({ name }))
        )
        assert.deepInclude({ ...made }, { _tag: "WrittenMany", count: 20, computed: false })
        assert.deepStrictEqual(column(made, "name"), names)
        assert.deepStrictEqual(
          column(made, "uid"),
          made.keys().map(({ uid }) => uid)
        )
        assert.deepStrictEqual(
          made.met,
          made.keys().map((key) => ({ ...key, version: "1", created: true, visible: true }))
        )
        assert.strictEqual(new Set(column(made, "created_at")).size, 1)
        const last = yield* history(Parts, made.keys()[19]?.uid ?? "")
        assert.deepInclude(one(last), { version: 1n, operation: "create", actor: "ann", request_id: "ann's" })
        assert.deepInclude(Object(one(last)["after"]), { name: names[19], creator_uid: "ann" })
      })
  )

  it.effect("keeps every kind of value as one create does, null and default among them", () =>
    Effect.gen(function* () {
      const bodies = [
        { label: 'é "\\ {},', big: 5n, exact: "1.5", words: ["a", null, 'b"\\,{}'], doc: { a: [1, null] } },
        { label: "", truth: false, bytes: "AQI=", moments: ["2026-11-25T03:00:00Z"], seats: "[1,3)" },
        { label: "NULL", raw: { x: 1 }, docs: [{ a: 1 }, [2]], wall: "2026-11-25T03:00:00", flags: "0101" }
      ]
      const made = yield* createMany(Samples, bodies)
      for (const [at, body] of bodies.entries()) {
        const single = one(yield* create(Samples, body))
        const ofMany = made.values()[at] ?? {}
        assert.deepInclude({ ...ofMany, ...audit(single) }, single)
      }
      const parts = yield* createMany(Parts, [
        { name: "a", rank: 1 },
        { name: "b", grade: 9, code: null },
        { name: "c", note: "", rank: 2, grade: 1 },
        { name: "d" }
      ])
      assert.deepStrictEqual(column(parts, "name"), ["a", "b", "c", "d"])
      assert.deepStrictEqual(column(parts, "rank"), [1, 7, 2, 7])
      assert.deepStrictEqual(column(parts, "grade"), [3, 9, 1, 3])
      assert.deepStrictEqual(column(parts, "note"), ["none", "none", "", "none"])
    })
  )

  it.effect("makes nothing of no rows", () =>
    Effect.gen(function* () {
      const made = yield* createMany(Parts, [])
      assert.deepStrictEqual([made.count, made.json(), made.met.length], [0, "", 0])
    })
  )

  it.effect("makes none where the last row cannot be, and tells every fault by its row", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const rows = [{ batch, name: "a" }, { batch, name: "b" }, { batch }, { batch, name: 1, nothing: 2 }]
      const refused = yield* refusal(createMany(Parts, rows))
      assert.deepStrictEqual(refused["faults"], [
        { path: [2, "name"], code: "required", detail: "is required" },
        { path: [3, "name"], code: "type", detail: "must be a string" },
        { path: [3, "nothing"], code: "unknown", detail: "is no field of this resource" }
      ])
      const code = yield* fresh
      const taken = yield* refusal(
        createMany(Parts, [
          { batch, name: "a" },
          { batch, name: "b", code },
          { batch, name: "c", code }
        ])
      )
      assert.deepStrictEqual(taken, { _tag: "Conflict", resource: "parts", fields: ["code"], at: null })
      yield* create(Parts, { name: "x", code })
      assert.deepStrictEqual(
        yield* refusal(
          createMany(Parts, [
            { batch, name: "a" },
            { batch, name: "b", code }
          ])
        ),
        { ...taken, at: [1] }
      )
      const nowhere = yield* fresh
      const dangling = createMany(Parts, [
        { batch, name: "a" },
        { batch, name: "b", sample_uid: nowhere }
      ])
      assert.deepStrictEqual(yield* refusal(dangling), { ...missing(["sample_uid"], "parts"), at: [1] })
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).count, 0)
    })
  )

  it.effect("refuses all where one row may not be made", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const hers = uidOf(yield* create(Folders, { name: "x" }, { caller: bob }))
      const own = yield* folder()
      const papers = (...uids: ReadonlyArray<string>) =>
        createMany(
          Papers,
          uids.map((folder_uid) => ({ batch, text: "x", folder_uid }))
        )
      const refused = { ...missing(["folder_uid"]), at: null }
      assert.deepStrictEqual(yield* refusal(papers(own, hers)), refused)
      assert.deepStrictEqual(yield* refusal(papers(own, yield* fresh)), refused)
      assert.strictEqual((yield* list(Papers, queryOf(Papers, batch))).count, 0)
      assert.strictEqual((yield* papers(own, own)).count, 2)
    })
  )

  it.effect(
    "shows nothing of records that are out of their maker's sight, and tells that they were made",
    () =>
      Effect.gen(function* () {
        const made = yield* createMany(Letters, [{ content: "a" }, { content: "b" }])
        assert.deepStrictEqual([made.count, made.json(), made.keys()], [0, "", []])
        assert.deepStrictEqual(
          made.met.map(({ created, visible }) => [created, visible]),
          [
            [true, false],
            [true, false]
          ]
        )
        assert.strictEqual((yield* createMany(Diaries, [{ entry: "a" }])).count, 1)
      })
  )

  it.effect("makes records of every kind of table", () =>
    Effect.gen(function* () {
      for (const [resource, field] of [
        [Notes, "body"],
        [Marks, "label"],
        [Counters, "label"],
        [Tickets, "text"],
        [Receipts, "text"],
        [Vouchers, "text"],
        [Places, "place"]
      ] as const) {
        const batch = yield* fresh
        const values = times(5).map((at) => `${batch} ${4 - at}`)
        const made = yield* createMany(
          resource,
          values.map((value) => ({ batch, [field]: value }))
        )
        assert.deepStrictEqual(column(made, field), values)
        for (const { uid } of made.keys()) {
          const read = yield* get(resource, uid)
          assert.deepStrictEqual(
            read.keys(),
            made.keys().filter((key) => key.uid === uid)
          )
          if (resource !== Places)
            assert.deepStrictEqual(column(yield* history(resource, uid), "version"), [1n])
        }
      }
    })
  )

  it.effect(
    "leaves out the rows of records that are there already, also those of others, and answers what it made",
    () =>
      Effect.gen(function* () {
        const [batch, code] = [yield* fresh, yield* fresh]
        yield* create(Parts, { batch, name: "x", code }, { caller: bob })
        const rows = [
          { batch, name: "a", code: `${code}1` },
          { batch, name: "b", code },
          { batch, name: "c" },
          { batch, name: "d", code: `${code}2` }
        ]
        const made = yield* createMany(Parts, rows, { ignore: ["code"] })
        assert.deepStrictEqual(column(made, "name"), ["a", "c", "d"])
        assert.strictEqual((yield* createMany(Parts, rows, { ignore: ["code"] })).count, 1)
        const uid = uidOf(yield* create(Diaries, { entry: "x" }, { caller: bob }))
        const own = yield* fresh
        const diaries = yield* createMany(
          Diaries,
          [{ uid, entry: "mine" }, { uid: own, entry: "new" }, { entry: "more" }],
          {
            ignore: ["uid"]
          }
        )
        assert.deepStrictEqual(column(diaries, "entry"), ["new", "more"])
        assert.strictEqual(one(diaries)["uid"], own)
        assert.strictEqual(one(yield* get(Diaries, uid, { caller: bob }))["entry"], "x")
      })
  )

  it.effect("goes on counting the versions of a uid that was deleted, where rows may name it", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* createMany(Notes, [{ id: uid, body: "a" }], { ignore: ["id"] })
      yield* remove(Notes, uid)
      yield* createMany(Notes, [{ id: uid, body: "b" }], { ignore: ["id"] })
      assert.deepStrictEqual(column(yield* history(Notes, uid), "version"), [3n, 2n, 1n])
    })
  )

  it.effect("refuses a body of which two rows are one record, naming both", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const rows = [{ name: "a", code }, { name: "b" }, { name: "c", code }, { name: "d" }]
      const refused = yield* refusal(createMany(Parts, rows, { ignore: ["code"] }))
      assert.deepStrictEqual(refused["faults"], [
        { path: [2, "code"], code: "repeated", detail: "is that of row 0 already" }
      ])
      const place = yield* fresh
      const places = yield* refusal(createMany(Places, [{ place }, { place }]))
      assert.strictEqual(places["_tag"], "RecordInvalid")
    })
  )
}

const audit = (row: Readonly<Record<string, unknown>>) => ({
  uid: row["uid"],
  created_at: row["created_at"],
  last_updated_at: row["last_updated_at"]
})

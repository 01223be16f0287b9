/** Contract: rows that make records, or change those that are there, all of them or none. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, list, remove, update, upsert } from "../asking/ask.ts"
import { bob, type By, inGroups, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { folder, missing } from "../asking/referring.ts"
import { times, together, unbroken } from "../asking/together.ts"
import {
  Counters,
  Diaries,
  Drafts,
  Folders,
  Marks,
  Notes,
  Papers,
  Parts,
  Places,
  Receipts,
  Tickets
} from "../declared/resources.ts"

const made = (rows: { readonly met: ReadonlyArray<{ readonly created: boolean }> }) =>
  rows.met.map(({ created }) => created)

export const upsertCases = (it: Cases): void => {
  it.effect("makes what is not there and sets what a row names of what is, in the order of the rows", () =>
    Effect.gen(function* () {
      const [a, b] = [yield* fresh, yield* fresh]
      const there = yield* create(Parts, { name: "x", code: a, note: "kept", rank: 1 }, { caller: bob })
      const rows = [{ name: "new", code: b, rank: 2 }, { name: "over", code: a, place: 5 }, { name: "free" }]
      const first = yield* upsert(Parts, ["code"], rows)
      assert.deepStrictEqual(made(first), [true, false, true])
      assert.deepStrictEqual(column(first, "name"), ["new", "over", "free"])
      assert.deepStrictEqual(column(first, "rank"), [2, 1, 7])
      assert.deepStrictEqual(
        first.met.map(({ version }) => version),
        ["1", "2", "1"]
      )
      const over = first.values()[1] ?? {}
      assert.deepInclude(over, {
        uid: uidOf(there),
        note: "kept",
        place: 5,
        creator_uid: "bob",
        last_updater_uid: "ann",
        created_at: one(there)["created_at"]
      })
      const changes = yield* history(Parts, uidOf(there))
      assert.deepStrictEqual(column(changes, "operation"), ["update", "create"])
      const again = yield* upsert(Parts, ["code"], rows.slice(0, 2))
      assert.deepStrictEqual(
        again.met.map(({ version }) => version),
        ["1", "2"]
      )
      yield* unbroken(uidOf(there), 2)
    })
  )

  it.effect("makes a record of each row that has nothing to find one by, and nothing of no rows", () =>
    Effect.gen(function* () {
      const rows = yield* upsert(Parts, ["code"], [{ name: "a" }, { name: "b" }, { name: "c", code: null }])
      assert.deepStrictEqual(made(rows), [true, true, true])
      assert.deepStrictEqual(made(yield* upsert(Parts, ["code"], [{ name: "a" }])), [true])
      assert.deepStrictEqual(made(yield* upsert(Parts, ["code"], [])), [])
      assert.deepStrictEqual(made(yield* upsert(Notes, ["id"], [])), [])
    })
  )

  it.effect("finds records by their uid, and goes on counting where one was deleted", () =>
    Effect.gen(function* () {
      for (const [resource, key, field] of [
        [Notes, "id", "body"],
        [Diaries, "uid", "entry"],
        [Marks, "uid", "label"],
        [Counters, "uid", "label"]
      ] as const) {
        const uid = yield* fresh
        const caller = inGroups("ann", "editors", "auditors")
        const put = (text: string) =>
          upsert(resource, [key], [{ [key]: uid, [field]: text }, { [field]: "other" }], { caller })
        assert.deepStrictEqual(made(yield* put("a")), [true, true])
        assert.deepStrictEqual(made(yield* put("b")), [false, true])
        yield* remove(resource, uid, { caller })
        const last = yield* put("d")
        assert.deepStrictEqual(made(last), [true, true])
        assert.strictEqual(one(last)[key], uid)
        const changes = yield* history(resource, uid, { caller })
        assert.deepStrictEqual(column(changes, "operation"), ["create", "delete", "update", "create"])
        assert.deepStrictEqual(column(changes, "version"), [4n, 3n, 2n, 1n])
      }
    })
  )

  it.effect("finds records by the one field that identifies them", () =>
    Effect.gen(function* () {
      const [place, other, batch] = [yield* fresh, yield* fresh, yield* fresh]
      const put = (by: By = {}) => upsert(Places, ["place"], [{ place, batch }, { place: other }], by)
      const taken = { _tag: "Conflict", resource: "places", fields: ["place"], at: null }
      assert.deepStrictEqual(made(yield* put()), [true, true])
      const again = yield* put()
      assert.deepStrictEqual(made(again), [false, false])
      assert.deepStrictEqual(
        again.met.map(({ version }) => version),
        ["1", "1"]
      )
      assert.deepStrictEqual(yield* refusal(put({ caller: bob })), taken)
      yield* remove(Places, place)
      assert.deepStrictEqual(yield* refusal(put({ caller: bob })), taken)
      const back = yield* put()
      assert.deepStrictEqual(
        back.met.map(({ version, created }) => [version, created]),
        [
          ["3", true],
          ["1", false]
        ]
      )
    })
  )

  it.effect("makes no record under a number that the database counts, and finds one by it", () =>
    Effect.gen(function* () {
      for (const [resource, key] of [
        [Tickets, "id"],
        [Receipts, "Id"]
      ] as const) {
        const uid = uidOf(yield* create(resource, { text: "x" }))
        const rows = yield* upsert(resource, [key], [{ text: "new" }, { [key]: Number(uid), text: "over" }])
        assert.deepStrictEqual(made(rows), [true, false])
        assert.deepStrictEqual(column(rows, "text"), ["new", "over"])
        const nowhere = [{ text: "y" }, { [key]: 2_000_000_000, text: "z" }]
        assert.deepStrictEqual(yield* refusal(upsert(resource, [key], nowhere)), {
          _tag: "RecordNotFound",
          resource: resource.name,
          uid: "2000000000"
        })
      }
    })
  )

  it.effect(
    "neither shows nor overwrites what its caller does not see, and does nothing for who may not change it",
    () =>
      Effect.gen(function* () {
        const uid = uidOf(yield* create(Diaries, { entry: "x" }, { caller: bob }))
        const own = yield* fresh
        const rows = [
          { uid: own, entry: "a" },
          { uid, entry: "b" }
        ]
        assert.deepStrictEqual(yield* refusal(upsert(Diaries, ["uid"], rows)), {
          _tag: "Conflict",
          resource: "diaries",
          fields: [],
          at: null
        })
        const reader = { caller: inGroups("rita", "readers") }
        assert.deepStrictEqual(yield* refusal(upsert(Diaries, ["uid"], rows, reader)), {
          _tag: "NotPermitted",
          resource: "diaries",
          act: "upsert"
        })
        assert.strictEqual(one(yield* get(Diaries, uid, { caller: bob }))["entry"], "x")
        assert.strictEqual((yield* refusal(get(Diaries, own)))["_tag"], "RecordNotFound")
        const editor = { caller: inGroups("ed", "readers", "editors") }
        assert.deepStrictEqual(yield* refusal(upsert(Diaries, ["uid"], rows.slice(1), editor)), {
          _tag: "NewValuesRefused",
          resource: "diaries"
        })
        const code = yield* fresh
        yield* create(Folders, { name: "x", code }, { caller: bob })
        assert.deepStrictEqual(yield* refusal(upsert(Folders, ["code"], [{ name: "mine", code }])), {
          _tag: "Conflict",
          resource: "folders",
          fields: ["code"],
          at: [0]
        })
      })
  )

  it.effect("needs both rules, to create and to update", () =>
    Effect.gen(function* () {
      const both = inGroups("w", "writers", "editors")
      assert.strictEqual((yield* upsert(Drafts, ["uid"], [{ content: "x" }], { caller: both })).count, 1)
      const writer = upsert(Drafts, ["uid"], [{ content: "x" }], { caller: inGroups("w", "writers") })
      const refused = yield* Effect.result(writer)
      assert.strictEqual(refused._tag, "Success")
      const uid = uidOf(yield* create(Drafts, { content: "x" }, { caller: inGroups("w", "writers") }))
      const over = upsert(Drafts, ["uid"], [{ uid, content: "y" }], { caller: inGroups("w", "writers") })
      assert.strictEqual((yield* refusal(over))["_tag"], "NotPermitted")
    })
  )

  it.effect("gives back no uid whose last image is out of sight", () =>
    Effect.gen(function* () {
      const caller = inGroups("bob", "editors")
      const uid = uidOf(yield* create(Diaries, { entry: "x" }, { caller }))
      yield* remove(Diaries, uid, { caller })
      const taken = yield* refusal(upsert(Diaries, ["uid"], [{ entry: "a" }, { uid, entry: "b" }]))
      assert.deepStrictEqual(taken, { _tag: "Conflict", resource: "diaries", fields: [], at: [1] })
    })
  )

  it.effect("leaves what stays as created, and refuses another value for it", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      yield* create(Parts, { name: "x", code, maker: "m", origin: "o", grade: 4 })
      const same = yield* upsert(
        Parts,
        ["code"],
        [{ name: "y", code, maker: "m", grade: 4, origin: "other" }]
      )
      assert.deepInclude(one(same), { name: "y", maker: "m", grade: 4 })
      const rows = [
        { name: "z", code: yield* fresh },
        { name: "z", code, maker: "n", grade: 5 }
      ]
      assert.deepStrictEqual(yield* refusal(upsert(Parts, ["code"], rows)), {
        _tag: "FieldImmutable",
        resource: "parts",
        fields: ["maker", "grade"],
        at: [1]
      })
    })
  )

  it.effect("judges references of new records and of those that are there", () =>
    Effect.gen(function* () {
      const [code, batch] = [yield* fresh, yield* fresh]
      const hers = uidOf(yield* create(Folders, { name: "x" }, { caller: bob }))
      const own = yield* folder()
      yield* create(Papers, { batch, text: "x", code, folder_uid: hers }, { caller: bob })
      const kept = yield* upsert(
        Papers,
        ["code"],
        [
          { batch, text: "a", code, folder_uid: hers },
          { batch, text: "b", folder_uid: own },
          { batch, text: "c" }
        ]
      )
      assert.deepStrictEqual(column(kept, "text"), ["a", "b", "c"])
      const anew = [{ batch, text: "d", code, copy_uid: hers }]
      assert.deepStrictEqual(yield* refusal(upsert(Papers, ["code"], anew)), {
        ...missing(["copy_uid"]),
        at: [0]
      })
      const fresher = [
        { batch, text: "d", code },
        { batch, text: "e", folder_uid: hers }
      ]
      assert.deepStrictEqual(yield* refusal(upsert(Papers, ["code"], fresher)), {
        ...missing(["folder_uid"]),
        at: [1]
      })
    })
  )

  it.effect("refuses two rows of one record, and a value that another record has", () =>
    Effect.gen(function* () {
      const [code, shelf, batch] = [yield* fresh, yield* fresh, yield* fresh]
      const twice = yield* refusal(
        upsert(
          Parts,
          ["code"],
          [
            { name: "a", code },
            { name: "b", code }
          ]
        )
      )
      assert.deepStrictEqual(twice["faults"], [
        { path: [1, "code"], code: "repeated", detail: "is that of row 0 already" }
      ])
      yield* create(Parts, { batch, name: "x", shelf, place: 1 })
      const rows = [
        { batch, name: "a", code },
        { batch, name: "b", shelf, place: 1 }
      ]
      assert.deepStrictEqual(yield* refusal(upsert(Parts, ["code"], rows)), {
        _tag: "Conflict",
        resource: "parts",
        fields: ["shelf", "place"],
        at: [1]
      })
      assert.strictEqual((yield* list(Parts, queryOf(Parts, batch))).count, 1)
    })
  )

  it.effect("lets many upserts of one key each happen once", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const rows = yield* Effect.all(
        times(8).map((at) => upsert(Parts, ["code"], [{ name: `${at}`, code }, { name: "beside" }])),
        together
      )
      assert.strictEqual(rows.filter(({ met }) => met[0]?.created === true).length, 1)
      const versions = rows.map(({ met }) => Number(met[0]?.version)).toSorted((a, b) => a - b)
      assert.deepStrictEqual(
        versions,
        times(8).map((at) => at + 1)
      )
      yield* unbroken(rows[0]?.met[0]?.uid ?? "", 8)
    })
  )

  it.effect("ends upserts of the same keys in other orders", () =>
    Effect.gen(function* () {
      const codes = yield* Effect.forEach(times(6), () => fresh)
      const rows = codes.map((code) => ({ name: "x", code }))
      const orders = times(6).map((at) =>
        [...rows.slice(at), ...rows.slice(0, at)].map((row) => ({ ...row, name: `${at}` }))
      )
      yield* Effect.all(
        orders.map((order) => upsert(Parts, ["code"], order)),
        together
      )
      const last = yield* upsert(
        Parts,
        ["code"],
        rows.map((row) => ({ ...row, name: "end" }))
      )
      assert.deepStrictEqual(
        last.met.map(({ version }) => version),
        times(6).map(() => "7")
      )
    })
  )

  it.effect("meets a version that was counted meanwhile", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* upsert(Notes, ["id"], [{ id: uid, body: "a" }])
      yield* update(Notes, uid, { body: "b" })
      const over = yield* upsert(Notes, ["id"], [{ id: uid, body: "c" }])
      assert.deepStrictEqual(made(over), [false])
      yield* unbroken(uid, 3, Notes)
    })
  )
}

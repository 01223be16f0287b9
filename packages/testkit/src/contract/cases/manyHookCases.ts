/** Contract: writes of many in which hooks take part: record by record, and all of them or none. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, createMany, get, history, list, upsert } from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { bob, inGroups, queryOf } from "../asking/by.ts"
import { byHook, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { times, together, unbroken } from "../asking/together.ts"
import { Diaries, Letters, Loans, Notes, Parts, Titles } from "../declared/resources.ts"

export const manyHookCases = (it: Cases): void => {
  it.effect("asks the hooks of each row, which see what those before it left", () =>
    Effect.gen(function* () {
      const title_uid = uidOf(yield* create(Titles, { name: "x" }))
      yield* hooked
        .createMany(Loans, [{ title_uid, member: " ann " }])
        .pipe(Effect.map((made) => assert.deepStrictEqual(column(made, "member"), ["ann"])))
      assert.strictEqual(one(yield* get(Titles, title_uid))["copies"], 0)
      const other = uidOf(yield* create(Titles, { name: "y" }))
      const rows = [
        { title_uid: other, member: "a" },
        { title_uid: other, member: "b" }
      ]
      assert.deepStrictEqual(
        yield* refusal(hooked.createMany(Loans, rows)),
        byHook({ _tag: "NoneLeft", resource: "titles" })
      )
      assert.strictEqual(one(yield* get(Titles, other))["copies"], 1)
    })
  )

  it.effect("makes and writes over, each with the hooks of its kind, in the order of the rows", () =>
    Effect.gen(function* () {
      const [batch, a, b] = [yield* fresh, yield* fresh, yield* fresh]
      const asked = () =>
        hooked.upsert(
          Letters,
          ["uid"],
          [
            { uid: a, batch, content: "x" },
            { uid: b, batch, content: "y" }
          ],
          {
            caller: inGroups("rita", "readers")
          }
        )
      const first = yield* asked()
      assert.deepStrictEqual(
        [column(first, "uid"), column(first, "content")],
        [
          [a, b],
          ["0", "0"]
        ]
      )
      const second = yield* asked()
      assert.deepStrictEqual(column(second, "content"), ["1", "1"])
      assert.deepStrictEqual(
        second.met.map(({ created, version }) => [created, version]),
        [
          [false, "2"],
          [false, "2"]
        ]
      )
      const parts = yield* hooked.createMany(Parts, [
        { batch, name: "a" },
        { batch, name: "b" }
      ])
      assert.deepStrictEqual(column(parts, "counted"), [5, 5])
    })
  )

  it.effect("leaves out what is there, and goes on counting the versions of what was", () =>
    Effect.gen(function* () {
      const [code, uid] = [yield* fresh, yield* fresh]
      yield* create(Parts, { name: "x", code })
      const made = yield* hooked.createMany(Parts, [{ name: "a", code }, { name: "b" }], { ignore: ["code"] })
      assert.deepStrictEqual(column(made, "name"), ["b"])
      yield* hooked.upsert(Notes, ["id"], [{ id: uid, body: "a" }])
      yield* hooked.remove(Notes, uid)
      yield* hooked.createMany(Notes, [{ id: uid, body: "b" }], { ignore: ["id"] })
      assert.deepStrictEqual(column(yield* history(Notes, uid), "version"), [3n, 2n, 1n])
    })
  )

  it.effect("shows what a hook makes of the records, and tells what it keeps back nowhere", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* hooked.createMany(
        Notes,
        [
          { batch, body: "a" },
          { batch, body: "b" }
        ],
        { select: ["body"] }
      )
      assert.deepStrictEqual([made.json(), made.computed], ['{"body":"A"},{"body":"B"}', true])
      const filter = eq("batch", batch, Notes)
      const set = yield* hooked.updateMany(Notes, filter, { body: "c" })
      assert.deepStrictEqual(column(set, "body"), ["C!", "C!"])
      for (const { uid } of made.keys()) yield* unbroken(uid, 2, Notes)
      const gone = yield* hooked.removeMany(Notes, filter)
      assert.deepStrictEqual(column(gone, "body"), ["C!", "C!"])
      assert.strictEqual((yield* list(Notes, queryOf(Notes, batch))).count, 0)
    })
  )

  it.effect("refuses all for one record, as without hooks", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const hers = uidOf(yield* create(Diaries, { batch, entry: "hers" }, { caller: bob }))
      yield* create(Diaries, { batch, entry: "own" })
      const filter = eq("batch", batch, Diaries)
      const refused = { _tag: "NotPermitted", resource: "diaries" }
      const reader = { caller: inGroups("ann", "readers") }
      const both = yield* refusal(hooked.updateMany(Diaries, filter, { entry: "y" }, reader))
      assert.deepStrictEqual(both, { ...refused, act: "update" })
      const editor = { caller: inGroups("ann", "readers", "editors") }
      assert.deepStrictEqual(yield* refusal(hooked.removeMany(Diaries, filter, editor)), {
        ...refused,
        act: "delete"
      })
      const rows = [
        { batch, entry: "new" },
        { uid: hers, batch, entry: "over" }
      ]
      assert.deepStrictEqual(yield* refusal(hooked.upsert(Diaries, ["uid"], rows)), {
        _tag: "Conflict",
        resource: "diaries",
        fields: [],
        at: [1]
      })
      assert.deepStrictEqual(yield* refusal(hooked.upsert(Diaries, ["uid"], rows, reader)), {
        ...refused,
        act: "upsert"
      })
      const many = { _tag: "TooManyAffected", resource: "diaries", most: 0 }
      assert.deepStrictEqual(
        yield* refusal(hooked.updateMany(Diaries, filter, { entry: "y" }, { most: 0 })),
        many
      )
      assert.deepStrictEqual(column(yield* hooked.updateMany(Diaries, filter, { entry: "set" }), "entry"), [
        "set"
      ])
      const left = yield* list(Diaries, queryOf(Diaries, batch), { caller: inGroups("rita", "readers") })
      assert.deepStrictEqual([...column(left, "entry")].toSorted(), ["hers", "set"])
    })
  )

  it.effect("lets many upserts of one key each happen once, with hooks and without", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const rows = yield* Effect.all(
        times(8).map((at) =>
          (at % 2 === 0 ? hooked.upsert : upsert)(Parts, ["code"], [{ name: `${at}`, code }])
        ),
        together
      )
      assert.strictEqual(rows.filter(({ met }) => met[0]?.created === true).length, 1)
      yield* unbroken(rows[0]?.met[0]?.uid ?? "", 8)
      assert.strictEqual((yield* createMany(Parts, [{ name: "x", code }], { ignore: ["code"] })).count, 0)
    })
  )
}

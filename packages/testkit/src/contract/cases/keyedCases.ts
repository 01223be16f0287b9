/** Contract: writes under an idempotency key, which happen once. */
import { assert } from "@effect/vitest"
import { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import {
  create,
  createMany,
  get,
  history,
  list,
  remove,
  removeMany,
  replace,
  update,
  updateMany,
  upsert
} from "../asking/ask.ts"
import { told, twice } from "../asking/again.ts"
import { eq } from "../asking/batches.ts"
import { bob, ifMatch, inGroups, queryOf, under } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { tally, times, together, unbroken } from "../asking/together.ts"
import { Bookings, Counters, Diaries, Marks, Notes, Parts, Samples, Tickets } from "../declared/resources.ts"

const reused = { _tag: "KeyReused" }

/** How many records of a batch there are. */
const countOf = (resource: typeof Parts | typeof Tickets, batch: string) =>
  Effect.map(list(resource, queryOf(resource, batch)), ({ count }) => count)

export const keyedCases = (it: Cases): void => {
  it.effect("makes a record once, and answers again as it did", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const again = yield* twice((by) => create(Parts, { batch, name: "x" }, by))
      assert.deepInclude({ ...again }, { created: true, visible: true })
      assert.strictEqual(one(again)["name"], "x")
      assert.strictEqual(yield* countOf(Parts, batch), 1)
      yield* unbroken(uidOf(again), 1)
    })
  )

  it.effect("replaces, updates and deletes once, a write that changes nothing too", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* twice((by) => replace(Parts, uid, { name: "a" }, by))
      yield* twice((by) => replace(Parts, uid, { name: "a" }, by))
      yield* twice((by) => update(Parts, uid, { name: "b" }, by))
      yield* twice((by) => update(Parts, uid, { name: "b" }, by))
      yield* unbroken(uid, 3)
      yield* twice((by) => remove(Parts, uid, by))
      yield* unbroken(uid, 4)
    })
  )

  it.effect("writes many once, and none where a filter found none", () =>
    Effect.gen(function* () {
      const [batch, code] = [yield* fresh, yield* fresh]
      const made = yield* twice((by) =>
        createMany(
          Parts,
          times(3).map((at) => ({ batch, name: `${at}` })),
          by
        )
      )
      assert.deepStrictEqual(column(made, "name"), ["0", "1", "2"])
      yield* twice((by) => upsert(Parts, ["code"], [{ batch, name: "a", code }], by))
      yield* twice((by) =>
        upsert(
          Parts,
          ["code"],
          [
            { batch, name: "b", code },
            { batch, name: "c" }
          ],
          by
        )
      )
      yield* twice((by) => createMany(Parts, [{ batch, name: "d", code }], { ...by, ignore: ["code"] }))
      const all = eq("batch", batch, Parts)
      yield* twice((by) => updateMany(Parts, all, { note: "n" }, { ...by, most: 5 }))
      assert.strictEqual(yield* countOf(Parts, batch), 5)
      const gone = yield* twice((by) => removeMany(Parts, all, by))
      assert.strictEqual(gone.met.length, 5)
      yield* twice((by) => removeMany(Parts, all, by))
      yield* Effect.forEach(made.met, ({ uid }) => unbroken(uid, 3))
    })
  )

  it.effect("tells no rows again where none were sent", () =>
    Effect.gen(function* () {
      const again = yield* twice((by) => createMany(Parts, [], by))
      assert.strictEqual(again.count, 0)
    })
  )

  it.effect("answers again with the tags of tables that count nothing, and the uids that they make", () =>
    Effect.gen(function* () {
      const [id, batch] = [yield* fresh, yield* fresh]
      yield* twice((by) => replace(Notes, id, { body: "a" }, by))
      yield* twice((by) => update(Notes, id, { body: "b" }, by))
      yield* unbroken(id, 2, Notes)
      yield* twice((by) => create(Marks, { label: "a" }, by))
      yield* twice((by) => create(Counters, { label: "a" }, by))
      const ticket = yield* twice((by) => create(Tickets, { batch, text: "x" }, by))
      yield* twice((by) => createMany(Tickets, [{ batch, text: "y" }], by))
      assert.strictEqual(yield* countOf(Tickets, batch), 2)
      const booking = { ticket_id: Number(uidOf(ticket)), seat: "1a" }
      yield* twice((by) => create(Bookings, booking, by))
    })
  )

  it.effect("answers again with values as they were, of every kind", () =>
    Effect.gen(function* () {
      const values = {
        label: 'a "quoted", (bracketed) \\ text\nof two lines',
        truth: false,
        big: "9007199254740993",
        exact: "12345678901234.123456",
        real: 0.1,
        day: "2026-02-28",
        moment: "2026-02-28T23:59:59.123456Z",
        words: ["", "a,b", '"', "{}"],
        numbers: [],
        doc: { a: [1, null, "é"], "(b)": '"' },
        bytes: "AQID",
        span: "P1DT2H",
        docs: [{ a: 1 }, null]
      }
      const again = yield* twice((by) => create(Samples, values, by))
      const { big: _, exact: __, ...plain } = values
      assert.deepInclude(JSON.parse(again.json()), plain)
      assert.include(again.json(), '"exact":12345678901234.123456')
      yield* twice((by) => create(Samples, { label: "" }, { ...by, select: ["label", "words", "uid"] }))
      yield* twice((by) => create(Samples, { label: "x" }, { ...by, select: [] }))
    })
  )

  it.effect("answers again what was, whatever has become of the record since", () =>
    Effect.gen(function* () {
      const key = under(yield* fresh)
      const first = yield* create(Parts, { name: "x" }, key)
      const uid = uidOf(first)
      yield* update(Parts, uid, { name: "y" })
      assert.deepStrictEqual(told(yield* create(Parts, { name: "x" }, key)), told(first))
      yield* remove(Parts, uid)
      assert.deepStrictEqual(told(yield* create(Parts, { name: "x" }, key)), told(first))
      assert.strictEqual((yield* refusal(get(Parts, uid)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("answers again before it judges: the condition that held then holds no more", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const again = yield* twice((by) => update(Parts, uid, { name: "y" }, { ...by, ...ifMatch("1") }))
      assert.strictEqual(versionOf(again), "2")
      yield* twice((by) => remove(Parts, uid, { ...by, ...ifMatch("2") }))
    })
  )

  it.effect("answers again that a write put its record out of its caller's sight", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Diaries, uid, { entry: "dear diary", sealed: "s" })
      const again = yield* twice((by) => update(Diaries, uid, { entry: "x" }, by))
      assert.isTrue(again.visible)
    })
  )

  it.effect("refuses another request under the key, and writes nothing", () =>
    Effect.gen(function* () {
      const [key, uid] = [yield* fresh, yield* fresh]
      yield* replace(Parts, uid, { name: "a" }, under(key))
      const other = under(key, "another")
      assert.deepStrictEqual(yield* refusal(update(Parts, uid, { name: "b" }, other)), reused)
      assert.deepStrictEqual(yield* refusal(create(Notes, { body: "b" }, other)), reused)
      assert.deepStrictEqual(yield* refusal(remove(Parts, yield* fresh, other)), reused)
      const many = createMany(Parts, [{ name: "a" }], other)
      assert.deepStrictEqual(yield* refusal(many), reused)
      yield* unbroken(uid, 1)
    })
  )

  it.effect("keeps no refusal: the same request under the key may pass later", () =>
    Effect.gen(function* () {
      const [key, uid, code] = [under(yield* fresh), yield* fresh, yield* fresh]
      const renamed = update(Parts, uid, { name: "c", code }, { ...key, ...ifMatch("2") })
      assert.strictEqual((yield* refusal(renamed))["_tag"], "RecordNotFound")
      yield* replace(Parts, uid, { name: "a" })
      assert.strictEqual((yield* refusal(renamed))["_tag"], "VersionMismatch")
      const taken = uidOf(yield* create(Parts, { name: "x", code }))
      yield* update(Parts, uid, { name: "b" })
      assert.deepInclude(yield* refusal(renamed), { _tag: "Conflict", fields: ["code"] })
      yield* remove(Parts, taken)
      assert.strictEqual(one(yield* renamed)["version"], 3n)
      assert.strictEqual((yield* renamed).replayed, true)
      yield* unbroken(uid, 3)
    })
  )

  it.effect("keeps another caller's key apart", () =>
    Effect.gen(function* () {
      const [key, batch] = [under(yield* fresh), yield* fresh]
      const first = yield* create(Parts, { batch, name: "x" }, key)
      const second = yield* create(Parts, { batch, name: "x" }, { ...key, caller: bob })
      assert.notProperty(second, "replayed")
      assert.notStrictEqual(uidOf(first), uidOf(second))
      assert.strictEqual(one(second)["creator_uid"], "bob")
      assert.strictEqual(yield* countOf(Parts, batch), 2)
    })
  )

  it.effect("keeps the keys of who acts for several apart for each", () =>
    Effect.gen(function* () {
      const [key, batch] = [under(yield* fresh), yield* fresh]
      const clerk = (subject: string) => ({ ...key, caller: Caller.user(subject, { actor: "clerk" }) })
      const first = yield* create(Parts, { batch, name: "x" }, clerk("ann"))
      const second = yield* create(Parts, { batch, name: "x" }, clerk("bob"))
      assert.notProperty(second, "replayed")
      assert.notStrictEqual(uidOf(first), uidOf(second))
      assert.strictEqual(one(yield* create(Parts, { batch, name: "x" }, clerk("ann")))["creator_uid"], "ann")
      assert.strictEqual(yield* countOf(Parts, batch), 2)
    })
  )

  it.effect("makes one write of many at once, each of whom is answered", () =>
    Effect.gen(function* () {
      const [key, batch] = [under(yield* fresh), yield* fresh]
      const code = yield* fresh
      const answers = yield* Effect.all(
        times(12).map(() => create(Parts, { batch, name: "x", code }, key)),
        together
      )
      assert.strictEqual(answers.filter(({ replayed }) => replayed !== true).length, 1)
      assert.strictEqual(new Set(answers.map((rows) => JSON.stringify(told(rows)))).size, 1)
      assert.strictEqual(yield* countOf(Parts, batch), 1)
    })
  )

  it.effect("makes one update of many at once that expect the version before, and refuses none", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const key = { ...under(yield* fresh), ...ifMatch("1") }
      assert.deepStrictEqual(yield* tally(times(12).map(() => update(Parts, uid, { name: "y" }, key))), {
        ok: 12
      })
      yield* unbroken(uid, 2)
      const last = { ...under(yield* fresh), ...ifMatch("2") }
      assert.deepStrictEqual(yield* tally(times(12).map(() => remove(Parts, uid, last))), { ok: 12 })
      yield* unbroken(uid, 3)
    })
  )

  it.effect("makes one write of many rows at once, and one of two requests under the key", () =>
    Effect.gen(function* () {
      const [key, batch, code] = [yield* fresh, yield* fresh, yield* fresh]
      const rows = [
        { batch, name: "a", code },
        { batch, name: "b" }
      ]
      const same = times(8).map(() => upsert(Parts, ["code"], rows, under(key)))
      assert.deepStrictEqual(yield* tally(same), { ok: 8 })
      assert.strictEqual(yield* countOf(Parts, batch), 2)
      const [other, uid] = [yield* fresh, yield* fresh]
      const both = ["one", "another"].map((request) =>
        replace(Parts, uid, { name: request }, under(other, request))
      )
      assert.deepStrictEqual(yield* tally(both), { ok: 1, KeyReused: 1 })
      assert.strictEqual((yield* history(Parts, uid)).count, 1)
    })
  )

  it.effect("says nothing of a key to who may not write", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Diaries, uid, { entry: "a", sealed: "s" })
      const key = under(yield* fresh)
      yield* update(Diaries, uid, { entry: "b" }, key)
      const stranger = { ...key, caller: inGroups("sam") }
      assert.notStrictEqual(
        (yield* refusal(update(Diaries, uid, { entry: "b" }, stranger)))["_tag"],
        "KeyReused"
      )
    })
  )
}

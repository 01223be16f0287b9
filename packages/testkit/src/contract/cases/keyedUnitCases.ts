/** Contract: units under an idempotency key, which happen once as a whole. */
import { assert } from "@effect/vitest"
import { Api, Hooks, inUnit, type Keeping, ResourceStore, undone } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import {
  asking,
  create,
  createNested,
  createNestedRows,
  get,
  history,
  patch,
  replace,
  update
} from "../asking/ask.ts"
import { told, twice } from "../asking/again.ts"
import { ann, bob, under } from "../asking/by.ts"
import { byHook, type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { copiesOf, title } from "../asking/lending.ts"
import { updating } from "../asking/stamped.ts"
import { tally, times, unbroken } from "../asking/together.ts"
import { Loans, Memos, MemosOnce, Notes, Papers, Parts, Samples, Titles } from "../declared/resources.ts"

class Refused extends Data.TaggedError("Refused") {}

/** A text under a key of ann's, and whether it was kept. */
interface Told {
  readonly text: string | null
  readonly kept: boolean
}
const keepingText = (key: string, request = "the same", actor = ann.actor): Keeping<Told> => ({
  key,
  request,
  actor,
  print: ({ text }) => ({ form: "text", resource: "", uids: [], created: false, text }),
  read: ({ text }) => ({ text, kept: true })
})

/** Writes inside one unit that is kept. */
const asOne = <E, R>(work: Effect.Effect<string, E, R>, keeping: Keeping<Told>) =>
  Effect.flatMap(ResourceStore, (store) =>
    inUnit(
      store,
      (inside) =>
        Effect.map(Effect.provideService(work, ResourceStore, inside), (text): Told => ({
          text,
          kept: false
        })),
      keeping
    )
  )

/** Writes of memos under a declaration of theirs: as they are, and as units by a hook. */
const memosOf = (resource: typeof Memos | typeof MemosOnce) => ({
  "one statement": asking(Api.make("contract", { resources: [resource] })),
  "a unit": asking(
    Api.make("contract", {
      resources: [resource],
      hooks: [Hooks.make(resource, { afterCreate: () => Effect.void, afterUpdate: () => Effect.void })]
    })
  )
})

export const keyedUnitCases = (it: Cases): void => {
  for (const way of ["one statement", "a unit"] as const) {
    it.effect(`tells again no field that has become write-only, and nothing of other fields, of ${way}`, () =>
      Effect.gen(function* () {
        const [once, today] = [memosOf(MemosOnce)[way], memosOf(Memos)[way]]
        const [key, uid] = [under(yield* fresh), yield* fresh]
        const values = { text: "x", pin: "hush" }
        const first = yield* once.create(MemosOnce, values, key)
        assert.include(first.json(), "hush")
        const again = yield* today.create(Memos, values, key)
        assert.deepInclude({ ...again }, { replayed: true, created: true, count: 0, visible: false })
        assert.deepStrictEqual([again.json(), again.keys().map((one) => one.uid)], ["", [uidOf(first)]])
        assert.strictEqual((yield* once.create(MemosOnce, values, key)).json(), first.json())
        const many = under(yield* fresh)
        yield* once.createMany(MemosOnce, [values, values], many)
        const manyAgain = yield* today.createMany(Memos, [values, values], many)
        assert.deepInclude({ ...manyAgain }, { replayed: true, untold: true, count: 0 })
        assert.deepStrictEqual([manyAgain.json(), manyAgain.met.length], ["", 2])
        assert.notProperty(yield* once.createMany(MemosOnce, [values, values], many), "untold")
        const text = { ...under(yield* fresh), select: ["text"] }
        yield* once.replace(MemosOnce, uid, values, text)
        assert.strictEqual((yield* today.replace(Memos, uid, values, text)).json(), '{"text":"x"}')
      })
    )
  }

  it.effect("keeps a unit in which nothing is done, and refuses another request under its key", () =>
    Effect.gen(function* () {
      const key = yield* fresh
      const nothing = asOne(Effect.succeed("nothing"), keepingText(key))
      assert.deepStrictEqual(yield* nothing, { text: "nothing", kept: false })
      assert.deepStrictEqual(yield* nothing, { text: "nothing", kept: true })
      const other = asOne(Effect.succeed("nothing"), keepingText(key, "another"))
      assert.deepStrictEqual(yield* refusal(other), { _tag: "KeyReused" })
    })
  )

  it.effect("runs the hooks of a write once", () =>
    Effect.gen(function* () {
      const title_uid = yield* title
      const again = yield* twice((by) => hooked.create(Loans, { title_uid, member: " mia " }, by))
      assert.deepInclude(JSON.parse(again.json()), { member: "mia", version: 1 })
      assert.strictEqual(one(again)["member"], "mia")
      assert.strictEqual(yield* copiesOf(title_uid), 0)
      yield* twice((by) => hooked.remove(Loans, uidOf(again), by))
      assert.strictEqual(yield* copiesOf(title_uid), 1)
    })
  )

  it.effect("keeps no refusal of a hook's", () =>
    Effect.gen(function* () {
      const [title_uid, key] = [yield* title, under(yield* fresh)]
      const other = yield* hooked.create(Loans, { title_uid, member: "mia" })
      const lent = hooked.create(Loans, { title_uid, member: "noa" }, key)
      assert.deepStrictEqual(yield* refusal(lent), byHook({ _tag: "NoneLeft", resource: "titles" }))
      yield* hooked.remove(Loans, uidOf(other))
      yield* lent
      assert.strictEqual((yield* lent).replayed, true)
      assert.strictEqual(yield* copiesOf(title_uid), 0)
    })
  )

  it.effect("merges and patches once, and writes many of which each has hooks", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Samples, { label: "x", doc: { a: 1, list: [] } }))
      yield* twice((by) => update(Samples, uid, { doc: { b: 2 } }, { ...by, merge: true }))
      yield* twice((by) => patch(Samples, uid, [{ op: "add", path: "/doc/list/-", value: 1 }], by))
      assert.deepStrictEqual(JSON.parse((yield* get(Samples, uid)).json()).doc, { a: 1, b: 2, list: [1] })
      yield* unbroken(uid, 3, Samples)
      const many = yield* twice((by) => hooked.createMany(Parts, [{ name: "a" }, { name: "b" }], by))
      assert.deepStrictEqual(column(many, "name"), ["a", "b"])
      assert.strictEqual(many.first(1).json(), many.json().slice(0, many.first(1).json().length))
    })
  )

  it.effect("makes nested records once", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const body = { batch, text: "p", folder: { batch, name: "f" } }
      const again = yield* twice((by) => createNested(Papers, body, by))
      assert.isTrue(again.computed)
      yield* twice((by) => createNestedRows(Papers, [body, body], by))
      yield* twice((by) => createNested(Papers, body, { ...by, minimal: true }))
    })
  )

  it.effect("refuses another request under the key of a unit, and the key of a unit to a statement", () =>
    Effect.gen(function* () {
      const [title_uid, key] = [yield* title, yield* fresh]
      yield* hooked.create(Loans, { title_uid, member: "mia" }, under(key))
      const reused = { _tag: "KeyReused" }
      const other = under(key, "another")
      assert.deepStrictEqual(
        yield* refusal(hooked.create(Loans, { title_uid, member: "noa" }, other)),
        reused
      )
      assert.deepStrictEqual(yield* refusal(update(Titles, title_uid, { name: "x" }, other)), reused)
    })
  )

  it.effect("makes one unit of many at once, and refuses none", () =>
    Effect.gen(function* () {
      const [title_uid, key] = [yield* title, under(yield* fresh)]
      // There is one copy: whoever runs second is refused, but for the key.
      const lent = times(8).map(() => hooked.create(Loans, { title_uid, member: "mia" }, key))
      assert.deepStrictEqual(yield* tally(lent), { ok: 8 })
      assert.strictEqual(yield* copiesOf(title_uid), 0)
      yield* unbroken(title_uid, 2, Titles)
    })
  )

  it.effect("does all inside a unit once, and reads its answer again", () =>
    Effect.gen(function* () {
      const [key, uid] = [yield* fresh, yield* fresh]
      const work = Effect.as(
        Effect.andThen(replace(Notes, uid, { body: "a" }), update(Notes, uid, { body: "b" })),
        "done"
      )
      assert.deepStrictEqual(yield* asOne(work, keepingText(key)), { text: "done", kept: false })
      assert.deepStrictEqual(yield* asOne(work, keepingText(key)), { text: "done", kept: true })
      yield* unbroken(uid, 2, Notes)
      const other = asOne(work, keepingText(key, "another"))
      assert.deepStrictEqual(yield* refusal(other), { _tag: "KeyReused" })
      const bobs = yield* asOne(work, keepingText(key, "the same", bob.actor))
      assert.isFalse(bobs.kept)
      yield* unbroken(uid, 4, Notes)
    })
  )

  it.effect("frees the key of a unit that failed, with all that was done in it", () =>
    Effect.gen(function* () {
      const [key, uid] = [yield* fresh, yield* fresh]
      const failing = asOne(
        Effect.andThen(replace(Notes, uid, { body: "a" }), new Refused()),
        keepingText(key)
      )
      assert.strictEqual((yield* refusal(failing))["_tag"], "Refused")
      const done = yield* asOne(Effect.as(replace(Notes, uid, { body: "a" }), "done"), keepingText(key))
      assert.isFalse(done.kept)
      assert.strictEqual((yield* history(Notes, uid)).count, 1)
    })
  )

  it.effect("keeps nothing of what is tried", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* undone(replace(Parts, uid, { name: "a" }))
      yield* twice((by) => replace(Parts, uid, { name: "a" }, by))
      yield* unbroken(uid, 1)
    })
  )

  it.effect("takes the answer of a unit that commands of a store's own made", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "a" }))
      const key = yield* fresh
      const { unit } = yield* ResourceStore
      const write = unit(
        (run) =>
          Effect.map(Effect.flatMap(updating(Parts, uid, { name: "b" }), run), (rows): Told => ({
            text: rows.json(),
            kept: false
          })),
        keepingText(key)
      )
      const first = yield* write
      assert.deepStrictEqual(yield* write, { ...first, kept: true })
      yield* unbroken(uid, 2)
      assert.strictEqual(told(yield* update(Parts, uid, { name: "b" })).count, 1)
    })
  )
}

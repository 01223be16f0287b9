/** Contract: creating a record and reading it back, exactly. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history } from "../asking/ask.ts"
import { canonical, canonicalRows, print } from "../asking/canonical.ts"
import { type Cases, fresh, nobody, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { kinds } from "../declared/kinds.ts"
import { Notes, Parts, Samples } from "../declared/resources.ts"

export const createCases = (it: Cases): void => {
  for (const { field, json } of kinds) {
    it.effect(`reads back every ${field} exactly, also from its history`, () =>
      Effect.forEach(
        json,
        Effect.fnUntraced(function* (value) {
          const made = yield* create(Samples, { label: "x", [field]: value })
          const read = yield* get(Samples, uidOf(made), { select: [field] })
          assert.strictEqual(canonical(read.json()), print({ [field]: value }))
          assert.strictEqual(canonicalRows(Samples, read.values()), print([{ [field]: value }]))
          assert.strictEqual(canonicalRows(Samples, made.values()), canonical(`[${made.json()}]`))
          const told = yield* history(Samples, uidOf(made), { select: ["after"] })
          const whole = yield* get(Samples, uidOf(made))
          assert.strictEqual(canonical(told.json()), canonical(`{"after":${whole.json()}}`))
        }),
        { discard: true }
      )
    )
  }

  it.effect("tells the same record by json() and by values()", () =>
    Effect.gen(function* () {
      const made = yield* create(Samples, { label: "é", big: 5n, exact: "1.5", words: ["a"], doc: { a: 1 } })
      const read = yield* get(Samples, uidOf(made))
      assert.strictEqual(canonicalRows(Samples, read.values()), canonical(`[${read.json()}]`))
      assert.strictEqual(canonical(read.json()), canonical(made.json()))
      assert.deepInclude(one(read), { big: 5n, exact: "1.500000", truth: null, version: 1n })
    })
  )

  it.effect("prints a numeric with its scale and an instant without trailing zeros", () =>
    Effect.gen(function* () {
      const made = yield* create(Samples, {
        label: "x",
        exact: "1.5",
        moment: "2026-11-25T04:00:00.1200+01:00"
      })
      const { json } = yield* get(Samples, uidOf(made), { select: ["exact", "moment"] })
      assert.strictEqual(json(), '{"exact":1.500000,"moment":"2026-11-25T03:00:00.12Z"}')
    })
  )

  it.effect("answers a create with the record at version 1, created and visible", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x" })
      const facts = { count: 1, created: true, visible: true, computed: false }
      assert.deepInclude({ ...made }, { _tag: "Written", ...facts })
      assert.strictEqual(versionOf(made), "1")
      assert.strictEqual(uidOf(made), one(made)["uid"])
      assert.deepInclude(one(made), {
        creator_uid: "ann",
        last_updater_uid: "ann",
        created_at: one(made)["last_updated_at"]
      })
    })
  )

  it.effect("fills in defaults, the database's own among them", () =>
    Effect.gen(function* () {
      const made = one(yield* create(Parts, { name: "x" }))
      assert.deepInclude(made, { note: "none", rank: 7, grade: 3, counted: 0, code: null, maker: null })
      assert.deepInclude(one(yield* create(Parts, { name: "x", note: "", rank: 0, grade: 9 })), {
        note: "",
        rank: 0,
        grade: 9
      })
    })
  )

  it.effect("never shows a write-only field", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x", secret: "hush" })
      assert.notProperty(one(made), "secret")
      assert.notInclude(made.json() + (yield* get(Parts, uidOf(made))).json(), "hush")
    })
  )

  it.effect("lets no client write what the server writes", () =>
    Effect.gen(function* () {
      const forged = {
        name: "x",
        counted: 9,
        version: 9,
        creator_uid: "eve",
        created_at: "2000-01-01T00:00:00Z"
      }
      const made = one(yield* create(Parts, forged))
      assert.deepInclude(made, { counted: 0, version: 1n, creator_uid: "ann" })
      assert.notStrictEqual(made["created_at"], "2000-01-01T00:00:00Z")
      const refused = yield* refusal(create(Parts, forged, { strict: true }))
      assert.strictEqual(refused["_tag"], "RecordInvalid")
    })
  )

  it.effect("names nobody as the creator of an anonymous caller's record", () =>
    Effect.gen(function* () {
      const made = one(yield* create(Parts, { name: "x" }, { caller: nobody }))
      assert.deepInclude(made, { creator_uid: null, last_updater_uid: null })
    })
  )

  it.effect("reads the chosen fields alone, in the order asked for, with uid and version beside them", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x" })
      const read = yield* get(Parts, uidOf(made), { select: ["rank", "name"] })
      assert.strictEqual(read.json(), '{"rank":7,"name":"x"}')
      assert.deepStrictEqual(one(read), { rank: 7, name: "x" })
      assert.deepStrictEqual(read.keys(), made.keys())
      assert.strictEqual((yield* get(Parts, uidOf(made), { select: [] })).json(), "{}")
    })
  )

  it.effect("fails with RecordNotFound for a record that is not there", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const absent = (resource: string) => ({ _tag: "RecordNotFound", resource, uid })
      assert.deepStrictEqual(yield* refusal(get(Parts, uid)), absent("parts"))
      assert.deepStrictEqual(yield* refusal(get(Notes, uid)), absent("notes"))
    })
  )

  it.effect("puts the audit into the columns that a resource names, and into no others", () =>
    Effect.gen(function* () {
      const made = one(yield* create(Notes, { body: "x" }))
      assert.sameMembers(Object.keys(made), [
        "id",
        "batch",
        "body",
        "made_at",
        "last_updated_at",
        "creator_uid"
      ])
    })
  )
}

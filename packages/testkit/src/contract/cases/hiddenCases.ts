/** Contract: fields that nobody is shown, and that stay as they were created: nothing tells what they hold. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, history, list, replace, update } from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { queryOf } from "../asking/by.ts"
import { type Cases, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { Parts } from "../declared/resources.ts"

/** A part of this origin, under a uid of its own, and a way to see past the answers what it holds. */
const partOf = Effect.fnUntraced(function* (origin: string | null) {
  const batch = yield* fresh
  const uid = uidOf(yield* create(Parts, { batch, name: "x", grade: 5, origin }))
  const holds = (value: string) =>
    Effect.map(
      list(Parts, queryOf(Parts, batch, { filter: eq("origin", value, Parts) })),
      ({ count }) => count === 1
    )
  return { batch, uid, holds }
})

export const hiddenCases = (it: Cases): void => {
  it.effect("refuses to set a hidden write-once field, whether it is what is stored or not", () =>
    Effect.gen(function* () {
      const { uid, holds } = yield* partOf("attic")
      const refused = {
        _tag: "RecordInvalid",
        resource: "parts",
        faults: [{ path: ["origin"], code: "immutable", detail: "stays as it was created" }]
      }
      for (const origin of ["attic", "cellar", null]) {
        for (const merge of [false, true]) {
          assert.deepStrictEqual(
            yield* refusal(update(Parts, uid, { name: "y", origin }, { merge })),
            refused
          )
        }
      }
      assert.isTrue(yield* holds("attic"))
      assert.strictEqual((yield* history(Parts, uid)).count, 1)
    })
  )

  it.effect("leaves a hidden write-once field as it is when the whole record is replaced", () =>
    Effect.gen(function* () {
      const { batch, uid, holds } = yield* partOf("attic")
      const body = { batch, name: "x", grade: 5 }
      const guesses = [{ origin: "attic" }, { origin: "cellar" }, { origin: null }, {}]
      const answers = yield* Effect.forEach(guesses, (guess) => replace(Parts, uid, { ...body, ...guess }))
      assert.deepStrictEqual(answers.map(versionOf), ["2", "3", "4", "5"])
      for (const answer of answers) assert.notProperty(one(answer), "origin")
      assert.isTrue(yield* holds("attic"))
      assert.isFalse(yield* holds("cellar"))
      // What is shown and stays as it was created is compared as ever.
      const refused = yield* refusal(replace(Parts, uid, { ...body, grade: 4, origin: "attic" }))
      assert.deepStrictEqual(refused, { _tag: "FieldImmutable", resource: "parts", fields: ["grade"] })
    })
  )

  it.effect("counts an update of a hidden field as a change, whether it is what is stored or not", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x", secret: "hush" }))
      const answers = yield* Effect.forEach(["guess", "hush", "hush", null], (secret) =>
        update(Parts, uid, { secret })
      )
      assert.deepStrictEqual(answers.map(versionOf), ["2", "3", "4", "5"])
      for (const answer of answers) assert.notProperty(one(answer), "secret")
    })
  )

  it.effect("sets it where the record is new", () =>
    Effect.gen(function* () {
      const [batch, uid] = [yield* fresh, yield* fresh]
      yield* replace(Parts, uid, { batch, name: "x", origin: "attic" })
      const found = yield* list(Parts, queryOf(Parts, batch, { filter: eq("origin", "attic", Parts) }))
      assert.strictEqual(found.count, 1)
    })
  )
}

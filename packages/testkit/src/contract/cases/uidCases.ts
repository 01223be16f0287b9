/** Contract: uids that clients name, as long as they may be, and alike but for one thing. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type Answering, get, history, remove, replace, update } from "../asking/ask.ts"
import { type Cases, column, fresh, one, refusal } from "../asking/cases.ts"
import { Notes } from "../declared/resources.ts"

/** A uid of this many bytes that does not become shorter when an index compresses it. */
const uidOf = Effect.fnUntraced(function* (bytes: number) {
  let uid = ""
  while (uid.length < bytes) uid += yield* fresh
  return uid.slice(0, bytes)
})

/** Two uids that a database, a file system or a language might take for one. */
const pairs: Readonly<Record<string, (name: string) => readonly [string, string]>> = {
  "the case of a letter": (name) => [`${name}a`, `${name}A`],
  "a blank at the end": (name) => [name, `${name} `],
  "how an accent is written": (name) => [`${name}\u00E9`, `${name}e\u0301`],
  "what follows a slash": (name) => [`${name}/a`, `${name}/b`],
  "a zero before a number": (name) => [digits(name), `0${digits(name)}`],
  "the last digit of a long number": (name) => [`${digits(name)}1`, `${digits(name)}2`],
  "the last of 300 characters": (name) => [`${name.padEnd(299, "-")}a`, `${name.padEnd(299, "-")}b`]
}

const digits = (uuid: string) => String(BigInt(`0x${uuid.replaceAll("-", "")}`))

export const uidCases = (it: Cases): void => {
  for (const [what, pairOf] of Object.entries(pairs)) {
    it.effect(`keeps apart two records whose uids differ in nothing but ${what}`, () =>
      Effect.gen(function* () {
        const [left, right] = pairOf(yield* fresh)
        yield* replace(Notes, left, { body: "left" })
        yield* replace(Notes, right, { body: "right" })
        assert.deepInclude(one(yield* get(Notes, left)), { id: left, body: "left" })
        assert.deepInclude(one(yield* get(Notes, right)), { id: right, body: "right" })
        yield* remove(Notes, left)
        assert.deepInclude(one(yield* get(Notes, right)), { id: right, body: "right" })
        assert.deepStrictEqual(column(yield* history(Notes, left), "operation"), ["delete", "create"])
        assert.deepStrictEqual(column(yield* history(Notes, right), "operation"), ["create"])
      })
    )
  }

  it.effect("takes a uid of 512 bytes through all that can happen to a record", () =>
    Effect.gen(function* () {
      const uid = `${yield* uidOf(508)}😀`
      yield* replace(Notes, uid, { body: "x" })
      yield* update(Notes, uid, { body: "y" })
      assert.deepInclude(one(yield* get(Notes, uid)), { id: uid, body: "y" })
      yield* remove(Notes, uid)
      assert.strictEqual((yield* history(Notes, uid)).count, 3)
    })
  )

  it.effect("refuses to make a record of a longer one, and has none of it", () =>
    Effect.gen(function* () {
      for (const bytes of [513, 2_680, 20_000]) {
        const uid = yield* uidOf(bytes)
        assert.deepStrictEqual(yield* refusal(replace(Notes, uid, { body: "x" })), {
          _tag: "RecordInvalid",
          resource: "notes",
          faults: [{ path: ["id"], code: "type", detail: "must take at most 512 bytes" }]
        })
        const asked: ReadonlyArray<Answering<never, never>> = [
          get(Notes, uid),
          update(Notes, uid, { body: "x" }),
          remove(Notes, uid),
          history(Notes, uid)
        ]
        for (const each of asked) assert.strictEqual((yield* refusal(each))["_tag"], "RecordNotFound")
      }
    })
  )
}

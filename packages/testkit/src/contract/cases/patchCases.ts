/** Contract: operations on the record as its JSON reads (RFC 6902). */
import { assert } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, list, patch } from "../asking/ask.ts"
import { eq } from "../asking/batches.ts"
import { ifMatch, inGroups, queryOf } from "../asking/by.ts"
import { canonical, print } from "../asking/canonical.ts"
import { type Cases, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { diary, reader, refused } from "../asking/diaries.ts"
import { hooked } from "../asking/hooked.ts"
import { Diaries, Notes, Parts, Samples, Titles } from "../declared/resources.ts"

const kept = new ExactNumber("12345678901234567890.10")

export const patchCases = (it: Cases): void => {
  it.effect("applies operations to fields and inside of them, and keeps every digit", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Titles, { name: "x", doc: { kept, list: [1, 2], gone: true } }))
      const made = yield* patch(Titles, uid, [
        { op: "test", path: "/doc/kept", value: new ExactNumber("12345678901234567890.1") },
        { op: "copy", from: "/doc/kept", path: "/doc/list/-" },
        { op: "remove", path: "/doc/gone" },
        { op: "move", from: "/doc/list/0", path: "/doc/first" },
        { op: "replace", path: "/name", value: "y" }
      ])
      assert.strictEqual(versionOf(made), "2")
      const doc = { kept, first: 1, list: [2, kept] }
      const read = yield* get(Titles, uid, { select: ["name", "doc"] })
      assert.strictEqual(canonical(read.json()), print({ name: "y", doc }))
    })
  )

  it.effect(
    "reads each field as the answer tells it: numbers, instants, arrays, and null for what is not set",
    () =>
      Effect.gen(function* () {
        const values = {
          label: "x",
          big: 9007199254740993n,
          exact: "12345678901234.5",
          moment: "2026-11-25T08:30:00.5+01:00",
          words: ["a", null]
        }
        const uid = uidOf(yield* create(Samples, values))
        const test = (path: string, value: unknown) => ({ op: "test", path, value })
        yield* patch(Samples, uid, [
          test("/big", new ExactNumber("9007199254740993")),
          test("/exact", new ExactNumber("12345678901234.500000")),
          test("/moment", "2026-11-25T07:30:00.5Z"),
          test("/words/1", null),
          test("/small", null),
          test("/version", 1),
          { op: "copy", from: "/big", path: "/loose" },
          { op: "add", path: "/words/1", value: "b" },
          { op: "remove", path: "/moment" }
        ])
        const row = one(yield* get(Samples, uid))
        assert.deepInclude(row, { loose: "9007199254740993", words: ["a", "b", null], moment: null })
      })
  )

  it.effect("applies all of them or none", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Titles, { name: "x", doc: { a: 1 } }))
      const set = { op: "replace", path: "/name", value: "y" }
      for (const [operation, reason] of [
        [{ op: "test", path: "/name", value: "x" }, "test"],
        [{ op: "test", path: "/doc/b", value: null }, "absent"],
        [{ op: "remove", path: "/doc/b" }, "absent"],
        [{ op: "add", path: "/doc/a/b", value: 1 }, "absent"]
      ] as const) {
        const told = yield* refusal(patch(Titles, uid, [set, operation]))
        assert.deepStrictEqual(told, { _tag: "PatchConflict", resource: "titles", operation: 1, reason })
      }
      const told = yield* refusal(patch(Titles, uid, [set, { op: "remove", path: "/name" }]))
      assert.deepInclude(told, { _tag: "RecordInvalid" })
      assert.strictEqual(one(yield* get(Titles, uid))["name"], "x")
      assert.strictEqual((yield* history(Titles, uid)).count, 1)
    })
  )

  it.effect("leaves no change where the record is then as it was", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Titles, { name: "x", doc: { a: 1, b: [1] } }))
      const none = yield* patch(Titles, uid, [
        { op: "test", path: "/name", value: "x" },
        { op: "replace", path: "/doc", value: { b: [new ExactNumber("1.0")], a: 1 } },
        { op: "move", from: "/doc/a", path: "/doc/c" },
        { op: "move", from: "/doc/c", path: "/doc/a" }
      ])
      assert.strictEqual(versionOf(none), "1")
      assert.strictEqual((yield* history(Titles, uid)).count, 1)
    })
  )

  it.effect("judges it as an update: sight, rule, condition, and only then what it is written for", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const test = [{ op: "test", path: "/entry", value: "no" }]
      const absent = refused("RecordNotFound", { uid })
      assert.deepStrictEqual(
        yield* refusal(patch(Diaries, uid, test, { caller: inGroups("otto", "auditors") })),
        absent
      )
      const barred = yield* refusal(patch(Diaries, uid, test, { caller: reader }))
      assert.deepStrictEqual(barred, refused("NotPermitted", { act: "update" }))
      const stale = yield* refusal(patch(Diaries, uid, test, ifMatch("2")))
      assert.deepStrictEqual(stale, refused("VersionMismatch", { uid }))
      const tried = yield* refusal(patch(Diaries, uid, test, ifMatch("1")))
      assert.deepInclude(tried, { _tag: "PatchConflict" })
      const fixed = yield* refusal(patch(Diaries, uid, [{ op: "add", path: "/sealed", value: "t" }]))
      assert.deepStrictEqual(fixed, refused("FieldImmutable", { fields: ["sealed"] }))
    })
  )

  it.effect("tells nothing of a field that nobody is shown, but sets it, also to null", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const uid = uidOf(yield* create(Parts, { batch, name: "x", secret: "s-1" }))
      const holding = (secret: string) =>
        Effect.map(
          list(Parts, queryOf(Parts, batch, { filter: eq("secret", secret, Parts) })),
          ({ count }) => count
        )
      for (const operation of [
        { op: "test", path: "/secret", value: "s-1" },
        { op: "copy", from: "/secret", path: "/name" },
        { op: "remove", path: "/secret" },
        { op: "replace", path: "/secret", value: "s-2" }
      ])
        assert.deepInclude(yield* refusal(patch(Parts, uid, [operation])), { reason: "absent" })
      assert.strictEqual(yield* holding("s-1"), 1)
      yield* patch(Parts, uid, [{ op: "add", path: "/secret", value: "s-2" }])
      assert.strictEqual(yield* holding("s-2"), 1)
      yield* patch(Parts, uid, [{ op: "add", path: "/secret", value: null }])
      assert.strictEqual(yield* holding("s-2"), 0)
    })
  )

  it.effect("lets the hooks of an update take part", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* hooked.create(Notes, { body: "a" }))
      const made = yield* hooked.patch(Notes, uid, [{ op: "replace", path: "/body", value: "b" }])
      assert.strictEqual(one(made)["body"], "B!")
      // What is stored is patched, not what is shown of it.
      yield* hooked.patch(Notes, uid, [
        { op: "test", path: "/body", value: "b!" },
        { op: "replace", path: "/body", value: "final" }
      ])
      assert.strictEqual((yield* history(Notes, uid)).count, 3)
    })
  )
}

/** Contract: uids that the database makes, and records that several fields identify. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, list, remove, replace, update } from "../asking/ask.ts"
import { ifMatch, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { Bookings, Receipts, Tickets, Vouchers } from "../declared/resources.ts"
import { tally } from "../asking/together.ts"

export const keyCases = (it: Cases): void => {
  for (const [resource, name, looks, absent] of [
    [Tickets, "id", /^[1-9]\d*$/u, "2000000000"],
    [Receipts, "Id", /^[1-9]\d*$/u, "2000000000"],
    [
      Vouchers,
      "uid",
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
      "7f000000-0000-4000-8000-00000000000a"
    ]
  ] as const) {
    it.effect(
      `tells which uid the database made for a record of ${resource.name}, and goes on under it`,
      () =>
        Effect.gen(function* () {
          const [first, second] = [
            yield* create(resource, { text: "a" }),
            yield* create(resource, { text: "b" })
          ]
          const uid = uidOf(first)
          assert.match(uid, looks)
          assert.notStrictEqual(uid, uidOf(second))
          assert.strictEqual(String(one(first)[name]), uid)
          assert.isTrue(first.created)
          assert.deepInclude(one(yield* get(resource, uid)), { text: "a" })
          yield* update(resource, uid, { text: "c" }, ifMatch(versionOf(first)))
          yield* replace(resource, uid, { text: "d" })
          yield* remove(resource, uid)
          const changes = yield* history(resource, uid)
          assert.deepStrictEqual(column(changes, "operation"), ["delete", "replace", "update", "create"])
          assert.deepStrictEqual(column(changes, "version"), [4n, 3n, 2n, 1n])
          assert.deepStrictEqual(new Set(column(changes, "uid")), new Set([uid]))
          assert.deepInclude(changes.values()[3]?.after, { text: "a" })
        })
    )

    it.effect(`makes no uid twice for records of ${resource.name}, also where the newest was deleted`, () =>
      Effect.gen(function* () {
        const gone = uidOf(yield* create(resource, { text: "a" }))
        yield* remove(resource, gone)
        assert.notStrictEqual(uidOf(yield* create(resource, { text: "b" })), gone)
      })
    )

    it.effect(`makes no record of ${resource.name} under a uid that a client names`, () =>
      Effect.gen(function* () {
        const { _tag } = { _tag: "RecordNotFound" }
        const uid = absent
        assert.deepStrictEqual(yield* refusal(replace(resource, uid, { text: "a" })), {
          _tag,
          resource: resource.name,
          uid
        })
        assert.deepStrictEqual(yield* refusal(replace(resource, uid, { text: "a" }, ifMatch("1"))), {
          _tag,
          resource: resource.name,
          uid
        })
        assert.strictEqual((yield* refusal(get(resource, uid)))["_tag"], _tag)
      })
    )
  }

  it.effect(
    "orders the records that the database counts by their numbers, and lets them refer to each other",
    () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const numbers: Array<number> = []
        for (const text of "abcdefghijkl") {
          const after_id = numbers.at(-1) ?? null
          numbers.push(Number(uidOf(yield* create(Tickets, { batch, text, after_id }))))
        }
        const found = yield* list(Tickets, queryOf(Tickets, batch))
        assert.deepStrictEqual(column(found, "id"), numbers)
        assert.deepStrictEqual(column(found, "after_id"), [null, ...numbers.slice(0, -1).map(BigInt)])
        assert.strictEqual((yield* refusal(remove(Tickets, String(numbers[0]))))["_tag"], "StillReferenced")
        for (const after_id of [2_000_000_000, 3_000_000_000])
          assert.deepStrictEqual(yield* refusal(create(Tickets, { text: "x", after_id })), {
            _tag: "ReferenceMissing",
            resource: "tickets",
            fields: ["after_id"]
          })
      })
  )

  it.effect("keeps records that two fields identify, each once, and counts what becomes of them", () =>
    Effect.gen(function* () {
      const [batch, seat] = [yield* fresh, `"a",\n😀`]
      const ticket_id = Number(uidOf(yield* create(Tickets, { text: "x" })))
      const uid = `[${ticket_id}, ${JSON.stringify(seat)}]`
      const made = yield* create(Bookings, { batch, ticket_id, seat })
      assert.strictEqual(uidOf(made), uid)
      assert.deepStrictEqual(one(made), { batch, ticket_id, seat })
      yield* create(Bookings, { batch, ticket_id, seat: "b" })
      assert.deepStrictEqual(yield* refusal(create(Bookings, { batch, ticket_id, seat })), {
        _tag: "Conflict",
        resource: "bookings",
        fields: ["ticket_id", "seat"]
      })
      const found = yield* list(Bookings, queryOf(Bookings, batch))
      assert.deepStrictEqual(column(found, "seat"), [seat, "b"])
      assert.deepStrictEqual(
        found.keys().map((key) => key.uid),
        [uid, `[${ticket_id}, "b"]`]
      )
      assert.deepStrictEqual(one(yield* remove(Bookings, uid)), { batch, ticket_id, seat })
      assert.deepStrictEqual(yield* refusal(remove(Bookings, uid)), {
        _tag: "RecordNotFound",
        resource: "bookings",
        uid
      })
      yield* create(Bookings, { batch, ticket_id, seat })
      const again = yield* list(Bookings, queryOf(Bookings, batch))
      assert.deepStrictEqual(column(again, "seat"), [seat, "b"])
      assert.strictEqual((yield* refusal(remove(Tickets, String(ticket_id))))["_tag"], "StillReferenced")
    })
  )

  it.effect("makes one of two records of one key that are created at once", () =>
    Effect.gen(function* () {
      const ticket_id = Number(uidOf(yield* create(Tickets, { text: "x" })))
      const pair = ["p", "q"].map((batch) => create(Bookings, { batch, ticket_id, seat: "1" }))
      assert.deepStrictEqual(yield* tally(pair), { ok: 1, Conflict: 1 })
    })
  )
}

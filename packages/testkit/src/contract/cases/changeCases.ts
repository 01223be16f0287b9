/** Contract: the form of a change: whose word it is, and the content that is kept byte for byte. */
import { assert } from "@effect/vitest"
import { Caller, contentText } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, history, remove, replace, update, upsert } from "../asking/ask.ts"
import { ann } from "../asking/by.ts"
import { atMillis, type Cases, column, fresh, one, uidOf } from "../asking/cases.ts"
import { unsaid } from "../asking/unsaid.ts"
import { kinds } from "../declared/kinds.ts"
import { Notes, Patients, Samples } from "../declared/resources.ts"

/** Who acts for ann, and all that a request can say of itself. */
const deputy = Caller.user("ann", {
  requestId: "r-1",
  actor: "the deputy",
  issuer: "https://issuer.example",
  occasion: {
    reason: "Grüße, it was asked for",
    clientRequestId: "their-1",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    via: "rpc/admit",
    details: new Map([
      ["ticket", "T-1"],
      ["urgency", "3"],
      ["unasked", "x"]
    ])
  }
})

export const changeCases = (it: Cases): void => {
  it.effect("tells who acted for whom, on whose word, why, and as part of what", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Patients, { ward: "w", name: "n" }, { caller: deputy }))
      const [change = {}] = (yield* history(Patients, uid)).values()
      assert.deepInclude(change, {
        actor: "the deputy",
        on_behalf_of: "ann",
        issuer: "https://issuer.example",
        request_id: "r-1",
        client_request_id: "their-1",
        trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
        via: "rpc/admit",
        reason: "Grüße, it was asked for",
        metadata: { ticket: "T-1", urgency: 3 }
      })
    })
  )

  it.effect("keeps the record as its subject's, whoever acts for them", () =>
    Effect.gen(function* () {
      const made = yield* create(Patients, { ward: "w", name: "n" }, { caller: deputy })
      assert.deepInclude(one(made), { creator_uid: "ann", last_updater_uid: "ann" })
    })
  )

  it.effect("leaves out what does not fit the metadata that a resource asks for, and what it does not", () =>
    Effect.gen(function* () {
      const asked = (details: Readonly<Record<string, string>>) =>
        Caller.user("ann", { occasion: { details: new Map(Object.entries(details)) } })
      const patient = { ward: "w", name: "n" }
      const uid = uidOf(yield* create(Patients, patient, { caller: asked({ urgency: "soon", ticket: "T" }) }))
      yield* update(Patients, uid, { ward: "x" }, { caller: asked({ urgency: "soon" }) })
      yield* update(Patients, uid, { ward: "y" }, { caller: asked({}) })
      assert.deepStrictEqual(column(yield* history(Patients, uid), "metadata"), [null, null, { ticket: "T" }])
    })
  )

  it.effect(
    "keeps metadata as their types have them, and none that a column of the type would not hold",
    () =>
      Effect.gen(function* () {
        const asked = (dose: string) => ({
          caller: Caller.user("ann", { occasion: { details: new Map([["dose", dose]]) } })
        })
        const uid = uidOf(yield* create(Patients, { ward: "w", name: "n" }, asked("1")))
        for (const [at, dose] of ["1.0", "+2.50", "1000", "1.005", "Infinity"].entries())
          yield* update(Patients, uid, { ward: `${at}` }, asked(dose))
        const changes = yield* history(Patients, uid)
        const kept = [null, null, null, { dose: "2.50" }, { dose: "1.00" }, { dose: "1.00" }]
        assert.deepStrictEqual(column(changes, "metadata"), kept)
        assert.include(changes.json(), '"metadata":{"dose":2.50}')
      })
  )

  it.effect("says of a write that an upsert did it", () =>
    Effect.gen(function* () {
      const id = yield* fresh
      const row = { id, body: "a" }
      yield* upsert(Notes, ["id"], [row])
      yield* upsert(Notes, ["id"], [{ ...row, body: "b" }])
      const changes = yield* history(Notes, id)
      assert.deepStrictEqual(column(changes, "operation"), ["update", "create"])
      assert.deepStrictEqual(column(changes, "via"), ["upsert", "upsert"])
    })
  )

  it.effect("keeps sealed fields of a record's past, and nothing of what is not recorded", () =>
    Effect.gen(function* () {
      const patient = { ward: "w", name: "Ann", born: "1990-02-28", scratch: "hush" }
      const made = one(yield* create(Patients, patient))
      const uid = String(made["uid"])
      yield* update(Patients, uid, { ward: "x" })
      yield* remove(Patients, uid)
      const changes = yield* history(Patients, uid)
      assert.notInclude(changes.json(), "hush")
      const { scratch, ...recorded } = made
      assert.strictEqual(scratch, "hush")
      assert.deepStrictEqual(changes.values()[2]?.after, recorded)
      assert.deepInclude(changes.values()[1]?.after, { name: "Ann", born: "1990-02-28", ward: "x" })
      assert.isNull(changes.values()[0]?.after)
    })
  )

  it.effect("stores nothing sealed in a change's content", () =>
    Effect.gen(function* () {
      const made = yield* replace(Patients, yield* fresh, { ward: "w", name: "Ann" })
      const [content = ""] = (yield* history(Patients, uidOf(made))).contents()
      assert.notInclude(content, "Ann")
      assert.notInclude(content, "born")
    })
  )

  it.effect("stores a content byte for byte", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Notes, uid, { body: 'é😀\u2028 "\\\b\u0001' }).pipe(atMillis(1500))
      yield* remove(Notes, uid)
      assert.deepStrictEqual((yield* history(Notes, uid)).contents(), [
        null,
        `{"id": "${uid}", "body": "é😀\u2028 \\"\\\\\\b\\u0001", "batch": "", "made_at": "1970-01-01T00:00:01.5Z", "creator_uid": "ann", "last_updated_at": "1970-01-01T00:00:01.5Z"}`
      ])
    })
  )

  it.effect("stores every kind of value as core writes it", () =>
    Effect.gen(function* () {
      const rounds = Math.max(...kinds.map(({ json }) => json.length))
      for (let round = 0; round < rounds; round++) {
        const values = kinds.flatMap(({ field, json }) =>
          json.length > round ? [[field, json[round]] as const] : []
        )
        const made = yield* create(Samples, { label: "x", ...Object.fromEntries(values) }, { caller: ann })
        const changes = yield* history(Samples, uidOf(made))
        const held = changes.values()[0]?.after ?? {}
        assert.deepStrictEqual(changes.contents(), [contentText(Samples, held)])
      }
    })
  )

  it.effect("tells nothing of a request that says nothing of itself", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Samples, { label: "x" }))
      assert.deepInclude((yield* history(Samples, uid)).values()[0], unsaid)
    })
  )
}

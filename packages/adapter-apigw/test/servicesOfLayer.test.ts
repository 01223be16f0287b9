// @effect-diagnostics asyncFunction:off
import { type AuditedCommand, Projection, Rows } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { assert, describe, it } from "vitest"
import { answering, Books, create, store, uid } from "./handlers.ts"

const instant = Date.UTC(2026, 10, 25)
const clock = {
  ...Clock.Clock.defaultValue(),
  currentTimeMillisUnsafe: () => instant,
  currentTimeMillis: Effect.succeed(instant)
}
const random = SecureRandom.make((size) => new Uint8Array(size))

/** A store that remembers the stamps of what it is asked. */
const remembering = (stamps: Array<AuditedCommand["stamp"]>) =>
  store(({ stamp }) => {
    stamps.push(stamp)
    const book = Rows.fromValues(Projection.whole(Books), [{ uid, version: 1n }], () => ({
      uid,
      version: "1"
    }))
    return Effect.succeed(Rows.written(book, { created: true, visible: true }))
  })

describe("a layer that brings a clock and randomness of its own", () => {
  it("decides the instants and the uids of what is written", async () => {
    const stamps: Array<AuditedCommand["stamp"]> = []
    const fixed = Layer.merge(
      Layer.succeed(Clock.Clock, clock),
      Layer.succeed(SecureRandom.SecureRandom, random)
    )
    const { handler } = answering(Layer.merge(remembering(stamps), fixed))
    assert.strictEqual((await handler(create)).statusCode, 201)
    assert.deepInclude(stamps[0], {
      at: "2026-11-25T00:00:00Z",
      uid: "01a21000-8800-7000-8000-000000000000"
    })
  })
})

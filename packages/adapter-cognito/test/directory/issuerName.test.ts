import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { directory, pool } from "./pool.ts"

describe("a directory of a pool that has a name among issuers", () => {
  it.effect("knows people by what records call them, and nobody of another issuer", () =>
    Effect.gen(function* () {
      const server = yield* pool
      const { find, groupsOf } = yield* directory(server, { issuerName: "staff" })
      const ann = server.pool.add({ attributes: { name: "Ann" }, groups: ["librarians"] })
      const asked = [`staff:${ann}`, ann, `partner:${ann}`, "staff:", ""]
      const found = yield* find(new Set(asked))
      assert.deepStrictEqual(
        asked.map((subject) => found.get(subject)?._tag),
        ["Present", "Missing", "Missing", "Missing", "Missing"]
      )
      assert.strictEqual(server.calls.of("ListUsers"), 1)
      assert.deepStrictEqual(yield* groupsOf(`staff:${ann}`), ["librarians"])
      assert.deepStrictEqual(yield* groupsOf(ann), [])
    })
  )
})

/** Which requests reach the store at all. */
import { assert, describe, it } from "@effect/vitest"
import { ResourceStore, Rows, type StoreFailure, StoreUnavailable, UserDirectory } from "@pgcrest/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { handleRequest } from "../src/handleRequest.ts"
import { settingsOf } from "../src/Settings.ts"
import { ann, api, nobody, request, shown, uid } from "./samples.ts"

const settings = settingsOf(api)

/** Who knows the people of no request here. */
const unasked = UserDirectory.of({
  find: () => Effect.die("nobody asks for people"),
  groupsOf: () => Effect.die("nobody asks for groups")
})

/** The status of a request, and how often the store was asked. */
const asked = Effect.fnUntraced(function* (
  sent: Parameters<typeof request>[0],
  caller = nobody,
  failure: StoreFailure | null = null
) {
  let times = 0
  const store = ResourceStore.of({
    run: ({ command }) =>
      Effect.suspend(() => {
        times += 1
        return failure === null
          ? Effect.succeed(Rows.found(shown(command.permit.resource)))
          : Effect.fail(failure)
      }),
    unit: () => Effect.die("no request here is a unit")
  })
  const made = request(sent)
  const whole = sent?.path === "/" ? { ...made, path: [] } : made
  const { response } = yield* handleRequest(settings, whole, caller).pipe(
    Effect.provideService(ResourceStore, store),
    Effect.provideService(UserDirectory, unasked),
    Effect.provideService(
      SecureRandom.SecureRandom,
      SecureRandom.make((size) => new Uint8Array(size))
    )
  )
  return [response.status, times]
})

const body = { headers: { "content-type": "application/json" }, body: "{}", bodyBytes: 2 }

describe("the store is asked", () => {
  it.effect("once for what is permitted", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ path: "/books" }), [200, 1])
    })
  )

  it.effect("not at all for a caller who must sign in first, or whom no record could ever be granted", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ path: "/notes" }), [401, 0])
      assert.deepStrictEqual(yield* asked({ path: `/notes/${uid}` }), [401, 0])
      assert.deepStrictEqual(yield* asked({ ...body, method: "POST", path: "/safes" }), [401, 0])
      assert.deepStrictEqual(yield* asked({ path: "/safes" }, ann), [403, 0])
      assert.deepStrictEqual(yield* asked({ ...body, method: "POST", path: "/safes" }, ann), [403, 0])
    })
  )

  it.effect("at the root where somebody asks whether it is ready", () =>
    Effect.gen(function* () {
      const ready = { path: "/", query: [["ready", ""]] } as const
      assert.deepStrictEqual(yield* asked({ path: "/" }), [200, 0])
      assert.deepStrictEqual(yield* asked(ready), [200, 1])
      const down = new StoreUnavailable({ outcomeUnknown: false, cause: "down" })
      assert.deepStrictEqual(yield* asked(ready, nobody, down), [503, 1])
    })
  )

  it.effect("not at all for what cannot be read", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ path: "/nothing" }), [404, 0])
      assert.deepStrictEqual(yield* asked({ path: "/books", query: [["pages", "eq.x"]] }), [400, 0])
      assert.deepStrictEqual(yield* asked({ ...body, method: "POST", path: "/books" }), [422, 0])
    })
  )
})

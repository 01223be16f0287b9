/** Contract: functions of a database, as the operations that they are. */
import { assert } from "@effect/vitest"
import { Caller, type Operation, type ResourceStore, type SqlFunctions } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { Echo, Lie, Refuse, Series, Sum } from "../declared/functions.ts"

type Services = SqlFunctions | ResourceStore | SecureRandom.SecureRandom
type FunctionCases = {
  readonly effect: (promise: string, run: () => Effect.Effect<unknown, object, Services>) => void
}

/** What a call is refused with; it must not succeed. */
const refused = (operation: Operation.Operation<never, SqlFunctions>, input: object) =>
  Effect.flip(Effect.map(called(operation, input), (json) => ({ json })))

/** The JSON text that a call answers. */
const called = (operation: Operation.Operation<never, SqlFunctions>, input: object) =>
  Effect.flatMap(Effect.orDie(Effect.fromResult(operation.accept(input, "json"))), (call) =>
    call(Caller.anonymous("-"))
  )

const echoed = {
  text: `'; drop table contract.parts; -- "$1"`,
  price: "12345678901234567.50",
  at: "2026-11-25T03:53:58.123456Z",
  tags: ["a", "", 'b"\\,{}', "NULL"],
  meta: { a: [1, null, "x"] }
}

export const functionCases = (it: FunctionCases): void => {
  it.effect("answers the value of a function, whatever it is called", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* called(Sum, { left: 2, right: 3 }), "5")
      assert.strictEqual(yield* called(Sum, { left: 2147483647, right: 2147483647 }), "4294967294")
    })
  )

  it.effect("leaves what is not given to the function's own default, and gives null as null", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* called(Sum, { left: 2 }), "42")
      assert.strictEqual(yield* called(Sum, { left: 2, right: null }), "null")
    })
  )

  it.effect("takes and answers each value as of its type, no digit and no character lost", () =>
    Effect.gen(function* () {
      const text = yield* called(Echo, echoed)
      assert.deepStrictEqual(JSON.parse(text), { ...echoed, price: Number(echoed.price) })
      assert.include(text, '"price":12345678901234567.50')
      assert.deepStrictEqual(JSON.parse(yield* called(Echo, { ...echoed, meta: null, tags: [] })), {
        ...echoed,
        price: Number(echoed.price),
        meta: null,
        tags: []
      })
    })
  )

  it.effect("answers rows in the function's order, and none of them", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* called(Series, { up_to: 2 }), '[{"n":2,"square":4},{"n":1,"square":1}]')
      assert.strictEqual(yield* called(Series, { up_to: 0 }), "[]")
    })
  )

  it.effect("fails with what a function raises, and tells nothing of it", () =>
    Effect.gen(function* () {
      const failure = yield* refused(Refuse, { how: "raise" })
      assert.deepInclude(failure, { _tag: "WriteRaised", resource: "refuse", detail: null })
      assert.deepInclude(yield* refused(Refuse, { how: "twice" }), {
        _tag: "Conflict",
        resource: "refuse",
        fields: []
      })
      assert.strictEqual(yield* called(Refuse, { how: "not" }), "null")
    })
  )

  it.effect("dies where a function returns what it is not declared to", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* called(Lie, { how: "not" }), "7")
      for (const how of ["null", "text"]) {
        const exit = yield* Effect.exit(called(Lie, { how }))
        assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause), how)
      }
    })
  )
}

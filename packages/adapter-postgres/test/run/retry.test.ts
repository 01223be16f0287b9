/** How often what is sent, over a client that answers as it is told. */
import { type AuditedCommand, type Keeping, type Rows, stamp } from "@pgcrest/core"
import { it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe } from "vitest"
import { type Phase, pgError } from "../../src/client/PgError.ts"
import type { PostgresClient, Query } from "../../src/client/PostgresClient.ts"
import { makeRunAlone } from "../../src/run/runAlone.ts"
import { makeUnit } from "../../src/run/unit.ts"
import { makeCompile } from "../../src/compiling/compile.ts"
import { ann, get, instant, replace } from "../commands.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const read = get(Books, uid)
const write = replace(Books, uid, { title: "Emma" })

const key = { key: "k", request: "the request" }
const keyed = stamp(write.command, ann, instant, null, [], key)

/** What a write's verdict is told as. */
const verdict =
  (text: string): Query =>
  () =>
    Effect.succeed([["t", null, text]])
const error =
  (code: string, phase: Phase): Query =>
  () =>
    Effect.fail(pgError(Object.assign(new Error(code), { code }), phase))

/** How a unit's answer is kept, of which nothing is told here. */
const keeping: Keeping<Rows.Rows> = {
  ...key,
  actor: "ann",
  print: () => ({ form: "", resource: "", uids: [], created: false, text: null }),
  read: () => {
    throw new Error("nothing was kept")
  }
}

/** The first answer once, and then the other. */
const after = (first: Query, then: Query): Query => {
  let isFirst = true
  return (asked) => {
    const answer = isFirst ? first : then
    isFirst = false
    return answer(asked)
  }
}

/** Runs a command, alone or in a unit, until all pauses are over: what it came to, statements sent, units begun. */
const tried = (answer: Query, command: AuditedCommand, scope: "alone" | "unit") =>
  Effect.gen(function* () {
    const counts = { sent: 0, begun: 0 }
    const query: Query = (asked) => Effect.suspend(() => (counts.sent++, answer(asked)))
    const client: PostgresClient["Service"] = {
      query,
      transaction: (body) => Effect.suspend(() => (counts.begun++, body(query)))
    }
    const compile = makeCompile({ named: true })
    const unit = makeUnit(client, compile)
    const asked =
      scope === "alone"
        ? makeRunAlone({ query }, compile, unit, (failure) => failure)(command)
        : unit((run) => run(command), command.stamp.key === null ? null : keeping)
    const fiber = yield* Effect.forkChild(Effect.exit(asked))
    yield* TestClock.adjust("1 minute")
    const exit = yield* Fiber.join(fiber)
    const failure = Option.getOrNull(Exit.findErrorOption(exit))
    const isUnknown = failure !== null && "outcomeUnknown" in failure && failure.outcomeUnknown
    return { ...counts, isUnknown, told: String(exit) }
  })

describe("of what is tried again", () => {
  it.effect(
    "a replace that is always raced goes on in one unit, where it is a write that was suppressed",
    () =>
      Effect.gen(function* () {
        const { sent, begun, told } = yield* tried(verdict("Raced"), write, "alone")
        assert.include(told, "WriteSuppressed")
        assert.deepStrictEqual([sent, begun], [4 + 6, 1])
      })
  )

  it.effect("a statement that PostgreSQL undid is sent four times", () =>
    Effect.gen(function* () {
      const { sent, begun, told } = yield* tried(error("40P01", "alone"), write, "alone")
      assert.include(told, "StoreBusy")
      assert.deepStrictEqual([sent, begun], [4, 0])
    })
  )

  it.effect("a unit that PostgreSQL undid begins four times, and sends each statement once", () =>
    Effect.gen(function* () {
      const { sent, begun, told } = yield* tried(error("40P01", "inside"), write, "unit")
      assert.include(told, "StoreBusy")
      assert.deepStrictEqual([sent, begun], [4, 4])
    })
  )

  it.effect("a read whose connection was lost is sent three times, and a write once", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* tried(error("ECONNRESET", "alone"), read, "alone")).sent, 3)
      const { sent, told } = yield* tried(error("ECONNRESET", "alone"), write, "alone")
      assert.include(told, "StoreUnavailable")
      assert.strictEqual(sent, 1)
    })
  )

  it.effect.each([
    ["unreachable", error("ECONNREFUSED", "connect")],
    ["crowded", error("53300", "connect")],
    ["too slow", error("57014", "alone")]
  ] as const)(
    "a write under a key whose answer was lost may have happened, also where the server is %s afterwards",
    ([, then]) =>
      Effect.gen(function* () {
        const lost = after(error("ECONNRESET", "alone"), then)
        const { isUnknown, sent, told } = yield* tried(lost, keyed, "alone")
        assert.isAbove(sent, 1)
        assert.isTrue(isUnknown, told)
        const unsent = after(error("ECONNREFUSED", "connect"), then)
        assert.isFalse((yield* tried(unsent, keyed, "alone")).isUnknown)
        const reading = after(error("ECONNRESET", "alone"), then)
        assert.isFalse((yield* tried(reading, read, "alone")).isUnknown)
      })
  )

  it.effect("a unit under a key may have happened whose commit's answer was lost", () =>
    Effect.gen(function* () {
      const lost = after(error("ECONNRESET", "alone"), error("ECONNREFUSED", "connect"))
      const { begun, isUnknown } = yield* tried(lost, keyed, "unit")
      assert.deepStrictEqual([begun, isUnknown], [3, true])
    })
  )

  it.effect.each(["alone", "unit"] as const)("a failure that core knows is none, %s", (scope) =>
    Effect.gen(function* () {
      const { sent, told } = yield* tried(verdict("NotPermitted"), write, scope)
      assert.include(told, "NotPermitted")
      assert.strictEqual(sent, 1)
    })
  )

  it.effect.each(["alone", "unit"] as const)(
    "a verdict that is none is none either, but a defect, %s",
    (scope) =>
      Effect.gen(function* () {
        const { sent, told } = yield* tried(verdict("written"), write, scope)
        assert.include(told, `The verdict on a record of "books" is written, which is none`)
        assert.isTrue(told.includes("Die"), told)
        assert.strictEqual(sent, 1)
      })
  )
})

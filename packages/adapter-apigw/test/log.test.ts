// @effect-diagnostics asyncFunction:off
/** A log line is small and always written, whatever died and whatever was sent. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Api, Hooks, ResourceStore, TokenVerifier } from "@pgcrest/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { makeLog } from "../src/log.ts"
import { answering, api, Books, call, create, holding, type Line, list, problem, store } from "./handlers.ts"

const huge = "x".repeat(2_000_000)
const throwing = (...names: ReadonlyArray<string>): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          get: () => {
            throw new Error("a getter")
          }
        }
      ])
    )
  )
const refusing = (): never => {
  throw new Error("a trap")
}
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const nested = (depth: number): Error =>
  Object.assign(new Error(`${depth} "\u0001\ud800${huge}`), {
    code: `E"${huge}`,
    ...(depth === 0 ? {} : { cause: nested(depth - 1) })
  })
const named = (fields: object) => Object.assign(new Error("named"), fields)

const deaths: ReadonlyArray<readonly [what: string, death: unknown]> = [
  ["an error of 2 MB", new Error(huge)],
  ["an error with a stack of 2 MB", named({ stack: huge })],
  ["an error with a name of 2 MB", Object.defineProperty(new Error("x"), "name", { value: huge })],
  ["a tag and a code of 2 MB", { _tag: huge, code: huge }],
  ["causes of 2 MB, ten deep, full of what JSON escapes", nested(10)],
  ["getters that throw", throwing("message", "stack", "cause", "name", "_tag", "code", "detail")],
  ["an error whose stack throws", Object.defineProperty(new Error("x"), "stack", { get: refusing })],
  ["a cause whose message throws", new Error("x", { cause: throwing("message", "cause") })],
  [
    "a proxy that refuses everything",
    new Proxy({}, { get: refusing, has: refusing, getPrototypeOf: refusing })
  ],
  ["a revoked proxy", revoked()],
  ["an object whose toString throws", { toString: refusing, [Symbol.toPrimitive]: refusing }],
  ["a function whose toString throws", Object.assign(() => huge, { toString: refusing })],
  ["a text of 2 MB", huge],
  ["a symbol", Symbol(huge)],
  ["a large integer", 10n ** 5000n],
  ["a list of 2 MB", [huge]],
  ["nothing", null]
]

const check = (lines: ReadonlyArray<Line>) => {
  assert.lengthOf(lines, 1)
  assert.deepInclude(lines[0], { level: "ERROR", status: 500, request_id: "r-1" })
  assert.property(lines[0], "cause")
  assert.isBelow(JSON.stringify(lines[0]).length, 20_000)
}

describe("a request that dies with", () => {
  it.each(deaths)("%s, in the store, is a 500 with one small line", async (_what, death) => {
    const { handler, lines } = answering(store(() => Effect.die(death)))
    assert.strictEqual((await handler(list)).statusCode, 500)
    check(lines)
  })

  it.each(deaths)("%s, in a hook, is a 500 with one small line", async (_what, death) => {
    const lines: Array<Line> = []
    const hooks = [Hooks.make(Books, { beforeCreate: () => Effect.die(death) })]
    const dying = Api.make("library", { resources: [Books], hooks })
    const handler = ApiGateway.handler(dying, holding("Emma"), { log: (line) => lines.push(line) })
    assert.strictEqual(problem(await handler(create))["code"], "defect")
    check(lines)
  })

  it.each(deaths)("%s, in the layer, is a 500 with one small line", async (_what, death) => {
    const { handler, lines } = answering(Layer.effect(ResourceStore, Effect.die(death)))
    assert.strictEqual((await handler(list)).statusCode, 500)
    check(lines)
  })
})

it("a hook's own error whose message throws is a 500 with one small line", async () => {
  class Odd extends Schema.TaggedError<Odd>()("Odd", {}) {
    override get message(): string {
      return refusing()
    }
  }
  const lines: Array<Line> = []
  const hooks = [Hooks.make(Books, { beforeCreate: () => Effect.fail(new Odd()) })]
  const odd = Api.make("library", { resources: [Books], hooks })
  const options = { problems: { Odd: 409 as const }, log: (line: Line) => void lines.push(line) }
  assert.strictEqual((await ApiGateway.handler(odd, holding("Emma"), options)(create)).statusCode, 500)
  check(lines)
})

describe("a line", () => {
  it("keeps the beginning of what is too long, and marks the cut", async () => {
    const { handler, lines } = answering(store(() => Effect.die(new Error(`reason ${huge}`))))
    await handler(list)
    assert.match(JSON.stringify(lines[0]), /"message":"reason x+…"/)
  })

  it("is as small for a method of 1 MB, or of no text", async () => {
    const { handler, lines } = answering(holding("Emma"))
    await handler(call("X".repeat(1_000_000), "/books"))
    const event = call("GET", "/books")
    const http = { method: { x: huge }, path: "/books" }
    await handler({ ...event, requestContext: { ...event.requestContext, http } })
    assert.lengthOf(lines, 2)
    for (const line of lines) assert.isBelow(JSON.stringify(line).length, 500)
  })

  it("is no error for a method that is not known: anybody could ring the alarm", async () => {
    const { handler, lines } = answering(holding("Emma"))
    for (const method of ["FOO", "get", ""])
      assert.strictEqual((await handler(call(method, "/books"))).statusCode, 501)
    for (const line of lines) {
      assert.deepInclude(line, { level: "INFO", status: 501 })
      assert.notProperty(line, "cause")
    }
  })

  it("is an error for a 501 of a hook", async () => {
    class NotYet extends Schema.TaggedError<NotYet>()("NotYet", {}) {}
    const lines: Array<Line> = []
    const hooks = [Hooks.make(Books, { beforeCreate: () => Effect.fail(new NotYet()) })]
    const options = { problems: { NotYet: 501 as const }, log: (line: Line) => void lines.push(line) }
    await ApiGateway.handler(
      Api.make("library", { resources: [Books], hooks }),
      holding("Emma"),
      options
    )(create)
    assert.deepInclude(lines[0], { level: "ERROR", status: 501 })
    assert.deepNestedInclude(lines[0], { "cause.name": "NotYet" })
  })

  it("tells wrong configuration once, without a stack", async () => {
    const lines: Array<Line> = []
    const missing = Layer.effect(ResourceStore, Effect.flatMap(Config.String("NO_SUCH_VARIABLE"), Effect.die))
    await ApiGateway.handler(api, missing, { log: (line) => lines.push(line) })(list)
    const text = JSON.stringify(lines)
    assert.deepInclude(lines[0], { status: 500 })
    assert.match(text, /NO_SUCH_VARIABLE/u)
    assert.lengthOf(text.split("NO_SUCH_VARIABLE"), 2)
    assert.notMatch(text, /stack/u)
  })

  it("warns of a cause that came to less than 500", () => {
    const lines: Array<Line> = []
    makeLog((line) => lines.push(line))(
      {
        result: { statusCode: 409, isBase64Encoded: false },
        method: "POST",
        route: "/books",
        status: 409,
        callerKind: "user",
        cause: new Error("a trigger"),
        notice: null
      },
      "r-1",
      1
    )
    assert.deepInclude(lines[0], { level: "WARN", status: 409 })
    assert.deepNestedInclude(lines[0], { "cause.message": "a trigger" })
  })
})

describe("a log of one's own", () => {
  it.each<readonly [what: string, log: (line: Line) => void]>([
    ["throws", () => refusing()],
    ["is rejected", () => Promise.reject(new Error("a log"))]
  ])("that %s costs no request its answer, and no line", async (_what, log) => {
    const { write } = process.stdout
    const written: Array<string> = []
    process.stdout.write = (text) => written.push(String(text)) > 0
    try {
      const handler = ApiGateway.handler(api, holding("Emma"), { log })
      assert.strictEqual((await handler(list)).statusCode, 200)
      await new Promise((resolve) => setImmediate(resolve))
    } finally {
      process.stdout.write = write
    }
    assert.match(written.join(""), /"request_id":"r-1"/)
  })

  it("that cannot write to standard output either costs no request its answer", async () => {
    const { write } = process.stdout
    process.stdout.write = refusing
    try {
      assert.strictEqual((await ApiGateway.handler(api, holding("Emma"))(list)).statusCode, 200)
    } finally {
      process.stdout.write = write
    }
  })
})

describe("what an effect logs by itself", () => {
  const logging = (...parts: ReadonlyArray<unknown>) =>
    Hooks.make(Books, { beforeCreate: (book) => Effect.as(Effect.logWarning(...parts), book) })
  const linesOf = async (parts: ReadonlyArray<unknown>, more: Layer.Layer<never> = Layer.empty) => {
    const lines: Array<Line> = []
    const hooked = Api.make("library", { resources: [Books], hooks: [logging(...parts)] })
    const layer = Layer.merge(holding("Emma"), more)
    await ApiGateway.handler(hooked, layer, { log: (line) => lines.push(line) })(create)
    return lines
  }

  it("is a line of its own, before that of the request", async () => {
    const [own, request] = await linesOf(["The shelf is full."])
    assert.deepStrictEqual(own, { level: "WARN", message: "The shelf is full." })
    assert.deepInclude(request, { status: 201 })
  })

  it("is small, and tells a cause, whatever it is", async () => {
    for (const [, death] of deaths) {
      const [own] = await linesOf(["It died.", death])
      assert.isBelow(JSON.stringify(own).length, 60_000)
    }
  })

  it("is a line of its own while the layers are built, whichever says it", async () => {
    const lines: Array<Line> = []
    const saying = (message: string) => Layer.effectDiscard(Effect.logWarning(message))
    const verify = Layer.succeed(TokenVerifier, { issuers: [], verify: () => Effect.die("not asked") })
    const handler = ApiGateway.handler(api, Layer.merge(holding("Emma"), saying("The disk is slow.")), {
      verify: Layer.merge(verify, saying("The keys are old.")),
      log: (line) => lines.push(line)
    })
    await handler(list)
    assert.sameDeepMembers(lines.slice(0, 2), [
      { level: "WARN", message: "The disk is slow." },
      { level: "WARN", message: "The keys are old." }
    ])
  })

  it("goes where the layer of the handler says, if that says it", async () => {
    const told: Array<unknown> = []
    const logger = Logger.make(({ message }) => void told.push(message))
    const lines = await linesOf(
      ["The shelf is full."],
      Layer.succeed(Logger.CurrentLoggers, new Set([logger]))
    )
    assert.deepStrictEqual([lines.length, told.flat()], [1, ["The shelf is full."]])
  })
})

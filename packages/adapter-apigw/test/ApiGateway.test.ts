// @effect-diagnostics asyncFunction:off
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Api, Conflict, Hooks, Records, ResourceStore, StoreUnavailable } from "@pgcrest/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { afterEach, assert, describe, it, vi } from "vitest"
import * as events from "./events.ts"
import {
  answering,
  Books,
  call,
  create,
  holding,
  type Line,
  list,
  problem,
  stopTheClock,
  store,
  storeOf,
  uid,
  within
} from "./handlers.ts"
import { others, warmUps } from "./otherEvents.ts"

const hanging = () => {
  let interrupted = false
  const layer = store(() =>
    Effect.onInterrupt(Effect.never, () => Effect.sync(() => void (interrupted = true)))
  )
  return { layer, wasInterrupted: () => interrupted }
}

describe("a deadline", () => {
  afterEach(() => void vi.useRealTimers())

  it("is answered with 504 half a second before the time is up, and interrupts what still runs", async () => {
    stopTheClock()
    const { layer, wasInterrupted } = hanging()
    const { handler, lines } = answering(layer)
    const answer = handler(list, within(20_000))
    await vi.advanceTimersByTimeAsync(19_499)
    assert.isEmpty(lines)
    await vi.advanceTimersByTimeAsync(1)
    const result = await answer
    assert.strictEqual(result.statusCode, 504)
    assert.deepInclude(problem(result), { code: "deadline-exceeded", status: 504, request_id: "r-1" })
    assert.isTrue(wasInterrupted())
    assert.deepInclude(lines[0], {
      level: "ERROR",
      status: 504,
      request_id: "r-1",
      method: "GET",
      caller: "-"
    })
  })

  it("says of a write that it may have happened, and what to do", async () => {
    const told = problem(await answering(hanging().layer).handler(create, within(501)))
    assert.include(told["detail"], "may have happened")
    assert.include(told["hint"], "Read the record before")
  })

  it("says nothing of writes to who reads", async () => {
    const told = problem(await answering(hanging().layer).handler(list, within(501)))
    for (const text of [told["detail"], told["hint"]]) assert.notMatch(String(text), /writ|record/iu)
  })

  it("leaves no time when Lambda has less left than the margin", async () => {
    assert.strictEqual((await answering(hanging().layer).handler(list, within(0))).statusCode, 504)
  })

  it("has a body for GET and none for HEAD, and lets a page of a listed origin read it", async () => {
    const { handler } = answering(hanging().layer, { cors: { origins: ["https://app.example"] } })
    const headers = { origin: "https://app.example" }
    const got = await handler(call("GET", "/books", { headers }), within(501))
    assert.strictEqual(got.headers?.["access-control-allow-origin"], "https://app.example")
    const head = await handler(call("HEAD", "/books", { headers }), within(501))
    assert.deepStrictEqual([head.statusCode, head.body], [504, undefined])
  })
})

describe("a defect", () => {
  const reason = "password=hunter2 at select * from books"

  it.each([
    ["of the store", store(() => Effect.die(new Error(reason)))],
    [
      "thrown by plain code of the store",
      store(() => {
        throw new Error(reason)
      })
    ],
    ["of a store that dies with an object without a prototype", store(() => Effect.die(Object.create(null)))],
    ["of a store that dies with nothing", store(() => Effect.die(undefined))]
  ])("%s is a 500 whose detail is always the same", async (_what, layer) => {
    const { handler, lines } = answering(layer)
    const result = await handler(list)
    assert.strictEqual(result.statusCode, 500)
    assert.deepInclude(problem(result), {
      code: "defect",
      detail: "Something went wrong here. The log has the cause under this request id."
    })
    assert.notInclude(JSON.stringify(result), "hunter2")
    assert.deepInclude(lines[0], { level: "ERROR", status: 500, request_id: "r-1" })
    assert.property(lines[0], "cause")
  })

  it("has its cause in the log", async () => {
    const { handler, lines } = answering(store(() => Effect.die(new Error(reason))))
    await handler(list)
    assert.include(JSON.stringify(lines[0]), reason)
  })
})

describe("an answer that no gateway would carry", () => {
  const large = "x".repeat(7_000_000)

  it("is a 400 of a list, in the log too, and says how to ask for less", async () => {
    const { handler, lines } = answering(holding(large))
    const result = await handler(list)
    assert.strictEqual(result.statusCode, 400)
    assert.deepInclude(problem(result), { code: "answer-too-large", status: 400 })
    assert.include(problem(result)["hint"], "limit")
    assert.deepInclude(lines[0], { status: 400, level: "INFO" })
  })

  it("is a 400 of the same list's HEAD, which has the headers of the GET", async () => {
    for (const title of [large, "Emma"]) {
      const { handler } = answering(holding(title))
      const { body, ...got } = await handler(list)
      assert.isString(body)
      assert.deepStrictEqual(await handler(call("HEAD", "/books")), got)
    }
  })

  it.each([
    ["a create keeps its 201", create, {}, 201],
    [
      "a replace keeps its 201",
      call("PUT", `/books/${uid}`, { body: '{"title":"a"}' }),
      { created: true },
      201
    ],
    ["an update's 200 becomes 204", call("PATCH", `/books/${uid}`, { body: "{}" }), {}, 204]
  ] as const)("of %s, without the body: it has happened", async (_what, event, facts, status) => {
    const { handler, lines } = answering(holding(large, facts))
    const { statusCode, body, headers } = await handler(event)
    assert.deepStrictEqual([statusCode, body], [status, undefined])
    assert.doesNotHaveAnyKeys(headers ?? {}, ["content-type", "content-location", "preference-applied"])
    assert.deepInclude(lines[0], { status })
  })
})

describe("events", () => {
  it.each(others)(
    "from %s are refused with a sentence that says so, and not answered",
    async (origin, event) => {
      const { handler, lines } = answering(store(() => Effect.die("touched")))
      const refusal: unknown = await handler(event).catch((error: unknown) => error)
      assert.instanceOf(refusal, Error)
      assert.match(refusal.message, /^This handler answers HTTP events only; this event comes from /)
      assert.include(refusal.message, origin)
      assert.isBelow(refusal.message.length, 500)
      assert.deepStrictEqual(lines, [])
    }
  )

  it.each(warmUps)(
    "that keep a sandbox warm are answered without a word, and without the store",
    async (event) => {
      const { handler, lines } = answering(store(() => Effect.die("touched")))
      assert.deepStrictEqual(await handler(event), { statusCode: 200, body: "", isBase64Encoded: false })
      assert.deepStrictEqual(lines, [])
    }
  )

  it("that keep a sandbox warm wait until it is, and are answered although it cannot be", async () => {
    let isBuilt = false
    const slow = Effect.as(
      Effect.andThen(
        Effect.yieldNow,
        Effect.sync(() => void (isBuilt = true))
      ),
      storeOf(() => Effect.die("touched"))
    )
    await answering(Layer.effect(ResourceStore, slow)).handler({ warmer: true })
    assert.isTrue(isBuilt)
    for (const never of [Effect.fail("down"), Effect.never]) {
      const { handler, lines } = answering(Layer.effect(ResourceStore, never))
      assert.propertyVal(await handler({ warmer: true }, within(501)), "statusCode", 200)
      assert.deepStrictEqual(lines, [])
    }
  })

  it("whose body is called base64 and is not are a 400 problem", async () => {
    const { handler } = answering(holding("Emma"))
    const result = await handler(call("POST", "/books", { body: "???", isBase64Encoded: true }))
    assert.deepInclude(problem(result), { status: 400, code: "body-malformed" })
  })

  it("of every source are answered in its dialect", async () => {
    const { handler } = answering(holding("Emma"))
    for (const build of Object.values(events.builders)) {
      const result = await handler(build())
      assert.strictEqual(result.statusCode, 404)
      assert.strictEqual(problem(result)["code"], "route-not-found")
    }
  })
})

describe("hooks", () => {
  class NoCopyLeft extends Schema.TaggedError<NoCopyLeft>()("NoCopyLeft", {}) {
    override readonly message = "All copies are on loan."
  }
  class Stock extends Context.Service<Stock, { readonly left: Effect.Effect<number> }>()("test/Stock") {}
  const hooks = Hooks.make(Books, {
    beforeCreate: (book) =>
      Effect.flatMap(Stock, ({ left }) => left).pipe(
        Effect.flatMap((left) => (left > 0 ? Effect.succeed(book) : Effect.fail(new NoCopyLeft())))
      )
  })
  const hooked = Api.make("library", { resources: [Books], hooks: [hooks] })
  const stock = (left: number) => Layer.succeed(Stock, Stock.of({ left: Effect.succeed(left) }))
  const handlerOf = (left: number) =>
    ApiGateway.handler(hooked, Layer.merge(holding("Emma"), stock(left)), {
      problems: { NoCopyLeft: 409 },
      log: () => {}
    })

  it("find their services in the layer", async () =>
    assert.strictEqual((await handlerOf(1)(create)).statusCode, 201))

  it("refuse with the status that the options declare", async () => {
    const result = await handlerOf(0)(create)
    assert.strictEqual(result.statusCode, 409)
    assert.deepInclude(problem(result), { code: "no-copy-left", detail: "All copies are on loan." })
  })
})

describe("a hook's error with a status from 500 on", () => {
  class PrinterDown extends Schema.TaggedError<PrinterDown>()("PrinterDown", {}) {
    override readonly message = "password=hunter2"
  }
  const hooks = Hooks.make(Books, { beforeCreate: () => Effect.fail(new PrinterDown()) })
  const printing = Api.make("library", { resources: [Books], hooks: [hooks] })

  it("tells its message to the log alone", async () => {
    const lines: Array<Line> = []
    const handler = ApiGateway.handler(printing, holding("Emma"), {
      problems: { PrinterDown: 502 },
      log: (line) => lines.push(line)
    })
    const result = await handler(create)
    assert.deepInclude(problem(result), { status: 502, code: "printer-down", title: "Printer down" })
    assert.notInclude(JSON.stringify(result), "hunter2")
    assert.deepNestedInclude(lines[0], { "cause.name": "PrinterDown", "cause.message": "password=hunter2" })
  })

  it("and one that is no failure's ends the start", () => {
    const status: number = 200
    assert.throws(
      // @ts-expect-error Type 'number' is not assignable to type 'HookStatus'
      () => ApiGateway.handler(printing, holding("Emma"), { problems: { PrinterDown: status } }),
      'not 401, 405 or 426: "PrinterDown" has 200'
    )
  })
})

describe("a hook that fails with a Conflict of its own and lets core's pass", () => {
  class MyConflict extends Schema.TaggedError<MyConflict>()("Conflict", { seat: Schema.String }) {
    override get message() {
      return `Seat ${this.seat} is taken.`
    }
  }
  const hooks = Hooks.make(Books, {
    beforeCreate: ({ title }) =>
      title === "Emma"
        ? Effect.fail(new MyConflict({ seat: "7" }))
        : Records.use((records) => records.create(Books, { title }))
  })
  const handler = ApiGateway.handler(
    Api.make("library", { resources: [Books], hooks: [hooks] }),
    store(() => Effect.fail(new Conflict({ resource: "books", fields: ["title"] }))),
    { problems: { Conflict: 423 }, log: () => {} }
  )

  it("answers each with its own status", async () => {
    const mine = problem(await handler(create))
    assert.deepInclude(mine, { status: 423, code: "conflict", detail: "Seat 7 is taken." })
    const core = problem(await handler(call("POST", "/books", { body: '{"title":"Ivanhoe"}' })))
    assert.deepInclude(core, { status: 409, code: "conflict" })
    assert.deepInclude(core["errors"], {
      pointer: "#/title",
      code: "taken",
      detail: "is taken by another record"
    })
  })
})

describe("the log", () => {
  it("has one line per request: what was asked, by what kind of caller, and how it ended", async () => {
    const { handler, lines } = answering(holding("Emma"))
    await handler(call("GET", `/books/${uid}`))
    const [{ ms, ...line } = {}] = lines
    assert.isNumber(ms)
    assert.lengthOf(lines, 1)
    assert.deepStrictEqual(line, {
      level: "INFO",
      request_id: "r-1",
      method: "GET",
      route: "/books/{uid}",
      status: 200,
      caller: "anonymous"
    })
  })

  it("never holds a body, a header, a claim, a uid or a query", async () => {
    const failing = store(() => Effect.fail(new StoreUnavailable({ outcomeUnknown: true, cause: "gone" })))
    const { handler, lines } = answering(failing)
    const secret = "hunter2"
    const event = call("PATCH", `/books/${uid}`, {
      body: `{"title":"${secret}"}`,
      headers: { authorization: `Bearer ${secret}`, cookie: secret },
      cookies: [secret]
    })
    const claims = { sub: secret, email: secret, "cognito:groups": secret }
    await handler({ ...event, requestContext: { ...event.requestContext, authorizer: { jwt: { claims } } } })
    await handler(call("GET", "/books", { rawQueryString: `title=eq.${secret}` }))
    assert.deepStrictEqual(
      lines.map(({ status, caller }) => [status, caller]),
      [
        [503, "user"],
        [503, "anonymous"]
      ]
    )
    assert.notInclude(JSON.stringify(lines), secret)
    assert.notInclude(JSON.stringify(lines), uid)
  })

  it("nests the cause of a 5xx, each with its code, and has none of a 4xx", async () => {
    const socket = Object.assign(new Error("connect failed"), { code: "ECONNREFUSED" })
    const cause = new Error("no connection", { cause: socket })
    const down = answering(store(() => Effect.fail(new StoreUnavailable({ outcomeUnknown: false, cause }))))
    await down.handler(list)
    assert.deepNestedInclude(down.lines[0], { "cause.name": "StoreUnavailable" })
    assert.nestedInclude(down.lines[0], {
      "cause.cause.message": "no connection",
      "cause.cause.cause.message": "connect failed",
      "cause.cause.cause.code": "ECONNREFUSED"
    })
    const taken = answering(store(() => Effect.fail(new Conflict({ resource: "books", fields: ["title"] }))))
    await taken.handler(create)
    assert.notProperty(taken.lines[0], "cause")
  })

  it("warns once of callers who were let in without a subject, and says what to do", async () => {
    const { handler, lines } = answering(holding("Emma"))
    const event = call("GET", "/books")
    const as = (authorizer: object) => ({ ...event, requestContext: { ...event.requestContext, authorizer } })
    await handler(as({ lambda: { principalId: "hunter2" } }))
    await handler(as({ lambda: null }))
    await handler(as({ jwt: { claims: {} } }))
    assert.deepStrictEqual(
      lines.map(({ level, status, caller }) => [level, status, caller]),
      [["WARN", undefined, undefined], ...Array.from({ length: 3 }, () => ["INFO", 200, "anonymous"])]
    )
    assert.deepInclude(lines[0], { request_id: "r-1" })
    assert.match(String(lines[0]?.["notice"]), /subject.*authorizer: \{ subject: "principalId" \}/)
    assert.notInclude(JSON.stringify(lines), "hunter2")
  })

  it("warns once of an identity pool that does not say who it is, and of groups that cannot be told apart", async () => {
    const { handler, lines } = answering(holding("Emma"))
    const event = call("GET", "/books")
    const as = (authorizer: object) => ({ ...event, requestContext: { ...event.requestContext, authorizer } })
    for (let time = 0; time < 2; time++) {
      await handler(as({ iam: events.poolIam(null) }))
      await handler(as({ lambda: { sub: "ada", groups: "a,b" } }))
    }
    const warned = lines.filter(({ level }) => level === "WARN").map(({ notice }) => String(notice))
    assert.lengthOf(warned, 2)
    assert.include(warned[0], "identity pool")
    assert.include(warned[1], "groups")
  })

  it("warns of nobody who has no authorizer, a subject, or is a guest", async () => {
    const { handler, lines } = answering(holding("Emma"))
    for (const build of Object.values(events.builders)) await handler(build())
    const event = call("GET", "/books")
    for (const authorizer of [
      { lambda: { sub: "ada" } },
      { iam: events.poolIam({ amr: ["unauthenticated"] }) },
      { jwt: { claims: null, scopes: null } }
    ])
      await handler({ ...event, requestContext: { ...event.requestContext, authorizer } })
    assert.deepStrictEqual([...new Set(lines.map(({ level }) => level))], ["INFO"])
    assert.deepInclude(lines.at(-2), { caller: "guest", status: 200 })
  })

  it("leaves out the detail of a database's error, which quotes a record", async () => {
    const cause = Object.assign(new Error("duplicate key"), {
      code: "23505",
      detail: "Key (title)=(hunter2)"
    })
    const { handler, lines } = answering(store(() => Effect.die(cause)))
    await handler(list)
    assert.nestedInclude(lines[0], { "cause.message": "duplicate key", "cause.code": "23505" })
    assert.notInclude(JSON.stringify(lines), "hunter2")
  })

  it("ends a cause that is its own cause", async () => {
    const endless = new Error("round")
    endless.cause = endless
    const { handler, lines } = answering(store(() => Effect.die(endless)))
    assert.strictEqual((await handler(list)).statusCode, 500)
    assert.isBelow(JSON.stringify(lines[0]).length, 5000)
  })

  it("names what died although it is no error", async () => {
    const { handler, lines } = answering(store(() => Effect.die({ _tag: "Odd", message: "an object" })))
    await handler(list)
    assert.deepNestedInclude(lines[0], { "cause.name": "Odd", "cause.message": "an object" })
  })
})

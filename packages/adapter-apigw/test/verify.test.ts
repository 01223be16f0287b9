// @effect-diagnostics asyncFunction:off
/** Tokens that no authorizer has seen, and tokens that were taken back, through the whole handler. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import {
  Access,
  Api,
  type Claims,
  Field,
  IdentityUnavailable,
  InvalidDeclaration,
  Resource,
  ResourceStore,
  TokenRefused,
  TokenRevocation,
  TokenVerifier
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { assert, describe, it } from "vitest"
import * as events from "./events.ts"
import { holding, type Line, problem, within } from "./handlers.ts"

const Books = Resource.make("books", {
  fields: { title: Field.text },
  access: { list: Access.everyone, create: Access.scope("books.import") }
})
const Loans = Resource.make("loans", { fields: { due: Field.date }, access: { get: Access.signedIn } })
const api = Api.make("library", { resources: [Books, Loans] })
const issuer = "https://a.example"
const claimsOf: Readonly<Record<string, Claims>> = {
  ann: { iss: issuer, sub: "ann", jti: "1" },
  importer: { iss: issuer, sub: "m", client_id: "m", scope: "books.import" }
}

/** Knows two tokens, finds one too old, and cannot say anything of another. */
const verifier = (issuers: ReadonlyArray<string> = [issuer], notice: string | null = null) => {
  const asked: Array<string> = []
  const verify = (token: string) => {
    asked.push(token)
    const claims = Object.hasOwn(claimsOf, token) ? claimsOf[token] : undefined
    if (claims !== undefined) return Effect.succeed({ claims, notice })
    return token === "unknowable"
      ? Effect.fail(new IdentityUnavailable({ of: "keys", cause: new Error("ECONNREFUSED") }))
      : Effect.fail(new TokenRefused({ reason: token === "old" ? "expired" : "malformed" }))
  }
  return { asked, layer: Layer.succeed(TokenVerifier, { issuers, verify }) }
}

type Options = Omit<ApiGateway.HandlerOptions<never, "books" | "loans">, "log">
const answering = (options: Options) => {
  const lines: Array<Line> = []
  const handler = ApiGateway.handler(api, holding("Emma"), { ...options, log: (line) => lines.push(line) })
  return { handler, lines }
}

const get = { method: "GET", path: "/loans/0198c0de-0000-7000-8000-00000000abcd" }
const list = { method: "GET", path: "/books" }
type Fields = Readonly<Record<string, unknown>>
const url = (headers: Fields, { method, path } = get, context: Fields = {}, fields: Fields = {}) =>
  events.url(
    { rawPath: path, rawQueryString: "", headers, cookies: [], body: null, ...fields },
    { http: { method, path }, ...context }
  )
const bearing = (token: string, request = get) => url({ authorization: `Bearer ${token}` }, request)

describe("a bearer token that no authorizer has seen", () => {
  it("is verified once, and names the caller", async () => {
    const { asked, layer } = verifier()
    const { handler, lines } = answering({ verify: layer })
    assert.strictEqual((await handler(bearing("ann"))).statusCode, 200)
    assert.deepEqual(asked, ["ann"])
    assert.deepInclude(lines[0], { caller: "user", status: 200 })
  })

  it("is not looked at without the option verify", async () => {
    const { statusCode } = await answering({}).handler(bearing("ann"))
    assert.strictEqual(statusCode, 401)
  })

  it("is anonymous where there is none, and nobody is asked", async () => {
    const { asked, layer } = verifier()
    const { handler } = answering({ verify: layer })
    assert.strictEqual((await handler(url({}, list))).statusCode, 200)
    const refused = await handler(url({}))
    assert.strictEqual(refused.statusCode, 401)
    assert.strictEqual(refused.headers?.["www-authenticate"], 'Bearer realm="library"')
    assert.isEmpty(asked)
  })

  it("is refused with its reason, also where nobody need sign in", async () => {
    const { handler } = answering({ verify: verifier().layer })
    for (const request of [get, list]) {
      const refused = await handler(bearing("old", request))
      assert.strictEqual(refused.statusCode, 401)
      assert.include(refused.headers?.["www-authenticate"], 'error="invalid_token"')
      assert.deepInclude(problem(refused), { code: "token-refused", detail: "The bearer token has expired." })
    }
  })

  it.each([
    ["another scheme", { authorization: "Basic YTpi" }],
    ["no scheme", { authorization: "ann" }],
    ["nothing behind the scheme", { authorization: "Bearer " }],
    ["two tokens", { authorization: "Bearer ann ann" }],
    ["two lines, joined", { authorization: "Bearer ann,Bearer ann" }],
    ["two lines under two spellings", { authorization: "Bearer ann", Authorization: "Bearer ann" }],
    ["an empty line", { authorization: "" }]
  ])("is not sought in %s", async (_what, headers) => {
    const { asked, layer } = verifier()
    const refused = await answering({ verify: layer }).handler(url(headers, list))
    assert.strictEqual(refused.statusCode, 401)
    assert.isEmpty(asked)
  })

  it("is told by a scheme of any case", async () => {
    const { handler } = answering({ verify: verifier().layer })
    assert.strictEqual((await handler(url({ authorization: "bEARER ann" }))).statusCode, 200)
    assert.strictEqual((await handler(url({ authorization: "bEARER forged" }))).statusCode, 401)
  })

  it("is not sought in the query, nor in headers that a client could send", async () => {
    const { asked, layer } = verifier()
    const { handler } = answering({ verify: layer })
    const inQuery = url({}, get, {}, { rawQueryString: "access_token=ann" })
    assert.strictEqual((await handler(inQuery)).statusCode, 401)
    const aside = { "x-amzn-oidc-data": "ann", "x-amzn-oidc-identity": "ann", "x-user": "ann" }
    assert.strictEqual((await handler(url(aside))).statusCode, 401)
    assert.isEmpty(asked)
  })

  it("is not verified again behind an authorizer, whatever else the header says", async () => {
    const { asked, layer } = verifier()
    const authorizer = { jwt: { claims: { sub: "bob", iss: issuer }, scopes: null } }
    const event = events.http2(
      { rawPath: get.path, rawQueryString: "", headers: { authorization: "Bearer forged" }, body: null },
      { http: get, authorizer }
    )
    const { handler, lines } = answering({ verify: layer })
    assert.strictEqual((await handler(event)).statusCode, 200)
    assert.isEmpty(asked)
    assert.deepInclude(lines[0], { caller: "user" })
  })

  it("is a 503 that says when to come again, where no key could be had, and the log has the cause", async () => {
    const { handler, lines } = answering({ verify: verifier().layer })
    const unknown = await handler(bearing("unknowable", list))
    assert.strictEqual(unknown.statusCode, 503)
    assert.strictEqual(unknown.headers?.["retry-after"], "1")
    assert.notInclude(unknown.body, "ECONNREFUSED")
    assert.include(JSON.stringify(lines), "ECONNREFUSED")
    assert.lengthOf(lines, 1)
  })

  it("opens what its scopes open, and tells which would", async () => {
    const { handler } = answering({ verify: verifier().layer })
    const create = { method: "POST", path: "/books" }
    const post = (token: string) =>
      url({ authorization: `Bearer ${token}` }, create, {}, { body: '{"title":"Emma"}' })
    assert.strictEqual((await handler(post("importer"))).statusCode, 201)
    const refused = await handler(post("ann"))
    assert.strictEqual(refused.statusCode, 403)
    assert.include(refused.headers?.["www-authenticate"], 'error="insufficient_scope"')
    assert.include(refused.headers?.["www-authenticate"], 'scope="books.import"')
  })

  it("may bring a word for the operator, which is logged once", async () => {
    const { handler, lines } = answering({ verify: verifier([issuer], "The keys are old.").layer })
    await handler(bearing("ann"))
    await handler(bearing("ann"))
    assert.deepEqual(
      lines.flatMap(({ notice }) => (notice === undefined ? [] : [notice])),
      ["The keys are old."]
    )
  })

  it("is of one of several issuers only where the option issuers names each", async () => {
    const two = verifier([issuer, "https://b.example"]).layer
    assert.strictEqual((await answering({ verify: two }).handler(bearing("ann"))).statusCode, 500)
    const short = answering({ verify: two, issuers: { "": issuer } })
    assert.strictEqual((await short.handler(bearing("ann"))).statusCode, 500)
    assert.include(JSON.stringify(short.lines), "does not name https://b.example")
    const named = answering({ verify: two, issuers: { "": issuer, b: "https://b.example" } })
    assert.strictEqual((await named.handler(bearing("ann"))).statusCode, 200)
  })
})

describe("options about tokens", () => {
  const layer = verifier().layer
  it.each([
    ["no check", { revocation: {} }, "The option revocation.check must be a layer"],
    ["a check that is none", { revocation: { check: () => true } }, "revocation.check must be a layer"],
    ["a verifier that is no layer", { verify: {} }, "The option verify must be a layer"],
    [
      "a claim without a name",
      { authorizer: { subject: "" } },
      'authorizer.subject: "" is no name of a claim'
    ],
    [
      "one that is none",
      { verify: layer, authorizer: { groups: null } },
      'authorizer.groups: "null" is no name'
    ]
  ])("are refused with %s", (_what, options, sentence) =>
    // As a program without types would write it.
    assert.throws(() => Reflect.apply(answering, undefined, [options]), InvalidDeclaration, sentence)
  )
})

describe("a request whose time is over", () => {
  const create = { method: "POST", path: "/books" }
  const context = within(600)
  const silent = {
    verifier: Layer.succeed(TokenVerifier, { issuers: [issuer], verify: () => Effect.never }),
    revocation: Layer.succeed(TokenRevocation, { isRevoked: () => Effect.never })
  }
  const asksAll = { verify: verifier().layer, revocation: { check: silent.revocation } }
  const store = Layer.succeed(ResourceStore, { run: () => Effect.never, unit: () => Effect.never })

  const authorized = events.http2(
    { rawPath: create.path, rawQueryString: "", headers: {}, cookies: [], body: '{"title":"Emma"}' },
    { http: create, authorizer: { jwt: { claims: claimsOf["importer"], scopes: null } } }
  )

  it.each<readonly [what: string, options: Options, event: object, of: string]>([
    ["proves", { verify: silent.verifier }, bearing("importer", create), "keys"],
    ["says of a token that it is not taken back", asksAll, bearing("importer", create), "revocation"],
    ["says it behind an authorizer", { revocation: asksAll.revocation }, authorized, "revocation"]
  ])("is a 503 that says when to come again, while nobody %s", async (_what, options, event, of) => {
    const { handler, lines } = answering(options)
    const late = await handler(event, context)
    assert.deepEqual([late.statusCode, late.headers?.["retry-after"]], [503, "1"])
    assert.include(problem(late)["detail"], "Nothing was read or written.")
    assert.include(
      JSON.stringify(lines),
      `The ${of} of an issuer cannot be had: the time for the request was over`
    )
  })

  it("is told that a write may have happened, once it is known who is calling", async () => {
    const options = { verify: verifier().layer, revocation: { check: allowing } }
    const handler = ApiGateway.handler(api, store, { ...options, log: () => {} })
    const event = url({ authorization: "Bearer importer" }, create, {}, { body: '{"title":"Emma"}' })
    const late = await handler(event, context)
    assert.strictEqual(late.statusCode, 504)
    assert.include(problem(late)["detail"], "A write may have happened.")
  })
})

const allowing = Layer.succeed(TokenRevocation, { isRevoked: () => Effect.succeed(false) })

describe("a token that was taken back", () => {
  const payload = (claims: Claims) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
    return `${part({ alg: "RS256" })}.${part(claims)}.c2ln`
  }
  const revocation = (answer: boolean | "unknown") => {
    const presented: Array<string | null> = []
    const layer = Layer.succeed(TokenRevocation, {
      isRevoked: ({ token }) => {
        presented.push(token === null ? null : Redacted.value(token))
        return answer === "unknown"
          ? Effect.fail(new IdentityUnavailable({ of: "revocation", cause: new Error("ETIMEDOUT") }))
          : Effect.succeed(answer)
      }
    })
    return { presented, layer }
  }
  const claims = { iss: issuer, sub: "ann", jti: "1" }
  const authorized = (headers: object, request = get) =>
    events.http2(
      { rawPath: request.path, rawQueryString: "", headers, cookies: [], body: null },
      { http: request, authorizer: { jwt: { claims, scopes: null } } }
    )
  const sent = { authorization: `Bearer ${payload(claims)}` }

  it("counts for nothing, whoever has verified it", async () => {
    const { layer: check, presented } = revocation(true)
    const { handler } = answering({ verify: verifier().layer, revocation: { check } })
    for (const event of [bearing("ann"), authorized(sent)]) {
      const refused = await handler(event)
      assert.strictEqual(refused.statusCode, 401)
      assert.deepInclude(problem(refused), { detail: "The bearer token was taken back." })
    }
    assert.deepEqual(presented, ["ann", payload(claims)])
  })

  it("counts where it was not", async () => {
    const { handler } = answering({ revocation: { check: revocation(false).layer } })
    assert.strictEqual((await handler(authorized(sent))).statusCode, 200)
  })

  it("cannot be told from another that looks like it, nor where the gateway keeps it", async () => {
    const { layer: check, presented } = revocation(false)
    const { handler } = answering({ revocation: { check } })
    await handler(authorized({ ...sent, "x-token": `${payload(claims)}forged` }))
    await handler(authorized({ authorization: `Bearer ${payload({ ...claims, jti: "2" })}` }))
    await handler(authorized({}))
    assert.deepEqual(presented, [null, null, null])
  })

  it("is a 503 where nobody can say it", async () => {
    const { handler, lines } = answering({ revocation: { check: revocation("unknown").layer } })
    const unknown = await handler(authorized(sent))
    assert.deepEqual([unknown.statusCode, unknown.headers?.["retry-after"]], [503, "1"])
    assert.include(JSON.stringify(lines), "ETIMEDOUT")
  })

  it("is asked about on the routes that are chosen, and on whatever cannot be read", async () => {
    const { layer: check, presented } = revocation(false)
    const on = { loans: ["GET"], books: "all" } as const
    const { handler } = answering({ revocation: { check, on } })
    const asked = async (request: typeof get) => {
      const before = presented.length
      await handler(authorized(sent, request))
      return presented.length > before
    }
    assert.isTrue(await asked(get))
    assert.isTrue(await asked({ ...get, method: "HEAD" }))
    assert.isTrue(await asked({ method: "POST", path: "/books" }))
    assert.isFalse(await asked({ method: "DELETE", path: "/loans/1" }))
    assert.isFalse(await asked({ method: "GET", path: "/constructor" }))
    const before = presented.length
    await handler(events.rest({ path: "/%zz", headers: sent }, { authorizer: { claims } }))
    assert.isAbove(presented.length, before)
  })

  it("is not asked about of who has none", async () => {
    const { layer: check, presented } = revocation(true)
    const { handler } = answering({ revocation: { check } })
    assert.strictEqual((await handler(url({}, list))).statusCode, 200)
    assert.isEmpty(presented)
  })

  it.each([
    [{ "": "all" }, 'no resource is named ""'],
    [{ loan: "all" }, 'no resource is named "loan"'],
    [{ constructor: "all" }, 'no resource is named "constructor"'],
    [{ loans: [] }, '"loans" has no method'],
    [{ loans: ["GTE"] }, '"GTE" is none of GET, POST, PUT, PATCH, DELETE'],
    [{ loans: ["HEAD"] }, '"HEAD" is none of']
  ])("refuses routes that would choose nothing: %j", (on, sentence) => {
    const options = { revocation: { check: revocation(true).layer, on } }
    // As a program without types would write it.
    assert.throws(() => Reflect.apply(answering, undefined, [options]), sentence)
  })
})

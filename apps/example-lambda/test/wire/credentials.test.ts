// @effect-diagnostics asyncFunction:off globalDate:off
/** Rules that ask more of a token than whose it is, through both gateways that verify one. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { GatewayEvent, type User } from "@pgcrest/dev"
import { assert, describe, test } from "vitest"
import { type Answer, answerOf, problem, requestId } from "./wire.ts"

const fields = { title: Field.text }
const of = (name: string, list: Access.Rule) => Resource.make(name, { fields, access: { list } })
const api = Api.make("vault", {
  resources: [
    of("recent", Access.maxAge(300)),
    of("factors", Access.all(Access.mfa, Access.scope("vault.read"))),
    of("scoped", Access.any(Access.scope("vault.read"), Access.scope("vault"))),
    of("gold", Access.claim("custom:plan", "gold")),
    of("adults", Access.claim("age", 18)),
    of("verified", Access.claim("email_verified", true)),
    of("partners", Access.issuer("partner")),
    of("machines", Access.client("importer"))
  ]
})
const partner = "https://login.partner.example"
const home = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_local"
const handler = ApiGateway.handler(api, ResourceStoreMemory.layer, {
  issuers: { "": home, partner },
  log: () => {}
})
const now = Math.floor(Date.now() / 1000)
const ann = (claims: Readonly<Record<string, unknown>> = {}, scopes?: ReadonlyArray<string>): User => ({
  sub: "ann",
  ...(scopes === undefined ? {} : { scopes }),
  claims
})

describe.each(["rest", "http1", "http2"] as const)("a token that %s tells", (source) => {
  const ask = async (name: string, as?: User): Promise<Answer> =>
    answerOf(
      await handler(
        GatewayEvent.make(
          source,
          { method: "GET", path: `/${name}`, ...(as === undefined ? {} : { as }) },
          { requestId }
        )
      )
    )
  const challenge = ({ header }: Answer): string =>
    header("www-authenticate") ?? header("x-amzn-remapped-www-authenticate") ?? ""

  test("asks who signed in too long ago to sign in anew", async () => {
    assert.strictEqual((await ask("recent", ann({ auth_time: now - 200 }))).status, 200)
    const late = await ask("recent", ann({ auth_time: now - 400 }))
    problem(late, 401, "authentication-insufficient")
    assert.include(challenge(late), 'error="insufficient_user_authentication"')
    assert.include(challenge(late), 'max_age="300"')
    problem(await ask("recent", ann({ auth_time: null })), 401, "authentication-insufficient")
    problem(await ask("recent", ann({ auth_time: now + 3600 })), 401, "authentication-insufficient")
    problem(await ask("recent"), 401, "unauthenticated")
  })

  test("asks for a second factor, and for the scope beside it", async () => {
    const both = ann({ amr: ["pwd", "mfa"] }, ["vault.read"])
    assert.strictEqual((await ask("factors", both)).status, 200)
    const one = await ask("factors", ann({ amr: ["pwd"] }))
    problem(one, 401, "authentication-insufficient")
    assert.include(challenge(one), 'scope="vault.read"')
    problem(await ask("factors", ann({ amr: ["pwd", "mfa"] })), 403, "insufficient-scope")
    for (const amr of [["not-mfa"], ["mfaa"], [], "xmfa"])
      problem(await ask("factors", ann({ amr }, ["vault.read"])), 401, "authentication-insufficient")
  })

  test("is told which scope would do", async () => {
    assert.strictEqual((await ask("scoped", ann({}, ["openid", "vault"]))).status, 200)
    const refused = await ask("scoped", ann({}, ["openid"]))
    problem(refused, 403, "insufficient-scope")
    assert.include(challenge(refused), 'error="insufficient_scope"')
    assert.include(challenge(refused), 'scope="vault.read"')
  })

  test("says a claim as the type that the rule declares, and in no other way", async () => {
    const status = async (name: string, claims: Readonly<Record<string, unknown>>) =>
      (await ask(name, ann(claims))).status
    assert.strictEqual(await status("gold", { "custom:plan": "gold" }), 200)
    for (const plan of ["Gold", "gold ", "golden", ["gold", "x"], null, ""])
      assert.strictEqual(await status("gold", { "custom:plan": plan }), 403)
    assert.strictEqual(await status("adults", { age: 18 }), 200)
    for (const age of [17, "1.8e1", "018", "18 ", [18, 18], { 18: 18 }, true, null])
      assert.strictEqual(await status("adults", { age }), 403)
    assert.strictEqual(await status("verified", { email_verified: true }), 200)
    for (const flag of [false, 1, "yes", "TRUE", null])
      assert.strictEqual(await status("verified", { email_verified: flag }), 403)
  })

  test("is of the issuer that a rule names, and nobody's where none is named", async () => {
    assert.strictEqual((await ask("partners", ann({ iss: partner }))).status, 200)
    problem(await ask("partners", ann()), 403, "not-permitted")
    problem(await ask("partners", ann({ iss: `${partner}/` })), 401, "unauthenticated")
  })

  test("is a machine's own, and not a person's who signs in through it", async () => {
    const machine = { client_id: "importer", username: null }
    const importer: User = { sub: "importer", scopes: ["vault"], claims: machine }
    assert.strictEqual((await ask("machines", importer)).status, 200)
    problem(await ask("machines", ann({ client_id: "importer" }, ["vault"])), 403, "not-permitted")
  })
})

// @effect-diagnostics globalDate:off
import { authorizerOf, type HttpRequest } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { authorize } from "../../src/event/authorizer.ts"
import { bare } from "../requests.ts"

const now = new Date("2023-04-04T17:39:39Z")
const ann = {
  sub: "a-1",
  groups: ["readers", "librarians"],
  claims: { email_verified: true, level: 7, home: { city: "X" }, none: null }
}
const bob = { sub: "b-1", scopes: ["books/read", "books/write"] }

describe("claims", () => {
  it("are all strings behind a REST API, groups comma-joined and exp a date", () => {
    const authorizer = authorizerOf("rest", ann, now)
    assert.deepNestedInclude(authorizer, {
      "claims.sub": "a-1",
      "claims.cognito:groups": "readers,librarians",
      "claims.exp": "Tue Apr 04 18:39:39 UTC 2023",
      "claims.iat": "Tue Apr 04 17:39:39 UTC 2023",
      "claims.auth_time": "1680629979",
      "claims.email_verified": "true",
      "claims.level": "7",
      "claims.home": '{"city":"X"}'
    })
    assert.notNestedProperty(authorizer, "claims.none")
  })

  it("are all strings behind an HTTP API, arrays in brackets and exp in seconds", () => {
    assert.deepNestedInclude(authorizerOf("http2", ann, now), {
      "jwt.scopes": null,
      "jwt.claims.cognito:groups": "[readers librarians]",
      "jwt.claims.exp": "1680633579",
      "jwt.claims.email_verified": "true",
      "jwt.claims.home": '{"city":"X"}'
    })
  })

  it("have the scopes as an array beside them and as one string among them", () => {
    const found = {
      "jwt.scopes": ["books/read", "books/write"],
      "jwt.claims.scope": "books/read books/write"
    }
    assert.deepNestedInclude(authorizerOf("http2", bob, now), found)
    assert.deepNestedInclude(authorizerOf("rest", bob, now), { "claims.scope": "books/read books/write" })
    assert.notNestedProperty(authorizerOf("http2", bob, now), "jwt.claims.cognito:groups")
  })

  it("do not exist behind a Function URL, which knows IAM, nor behind a load balancer", () => {
    assert.nestedPropertyVal(authorizerOf("url", ann, now), "iam.userId", "AROALOCAL:a-1")
    assert.isUndefined(authorizerOf("alb", ann, now))
  })
})

const by = (...headers: HttpRequest["headers"]) => authorize("http2", { ...bare, headers }, { ann, bob }, now)

describe("authorize", () => {
  it("lets an unsigned request through as anonymous", () => {
    assert.deepStrictEqual(by(), { allowed: true, who: "anonymous", request: bare, authorizer: undefined })
  })

  it("acts as the user whom the bearer token names", () => {
    const authorizer = authorizerOf("http2", bob, now)
    assert.deepInclude(by(["authorization", "bearer bob"]), { allowed: true, who: "bob", authorizer })
  })

  it("puts the user's token in place of the name, where the gateway verifies tokens", () => {
    const sent = { ...bare, headers: [["x", "y"] as const, ["authorization", "Bearer ann"] as const] }
    for (const source of ["rest", "http2"] as const) {
      const verdict = authorize(source, sent, { ann }, now)
      const [other, [name, value] = ["", ""]] = verdict.allowed ? verdict.request.headers : []
      assert.deepStrictEqual([other, name], [["x", "y"], "Authorization"])
      const payload = JSON.parse(Buffer.from(value.split(".")[1] ?? "", "base64url").toString())
      assert.deepStrictEqual(payload["cognito:groups"], ["readers", "librarians"])
      for (const claim of ["iss", "sub", "jti"])
        assert.nestedPropertyVal(authorizerOf("rest", ann, now), `claims.${claim}`, payload[claim])
    }
    for (const source of ["url", "alb"] as const)
      assert.deepInclude(authorize(source, sent, { ann }, now), { request: sent })
  })

  it.each(["Bearer eve", "Bearer ", "Basic YTpi", "ann", "Bearer constructor"])("refuses %s", (value) => {
    const why = 'Authorization must be "Bearer <name>", with one of these names: ann, bob.'
    assert.deepStrictEqual(by(["Authorization", value]), { allowed: false, why })
  })
})

// @effect-diagnostics asyncFunction:off
import { createPublicKey, verify } from "node:crypto"
import { execFile } from "node:child_process"
import { get } from "node:https"
import { text } from "node:stream/consumers"
import { promisify } from "node:util"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { afterEach, assert, beforeEach, describe, test } from "vitest"

let issuer: OidcIssuer.OidcIssuer

beforeEach(async () => {
  issuer = await OidcIssuer.start()
})

afterEach(() => issuer.stop())

const answerOf = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${issuer.issuer}${path}`, init)
  return { status: response.status, body: Object(await response.json()) }
}

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  answerOf(path, { method: "POST", headers, body: new URLSearchParams(form) })

const client = { client_id: "machine", client_secret: "secret" }
const grant = { grant_type: "client_credentials" }
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` })

const partOf = (token: string, at: number) =>
  JSON.parse(Buffer.from(token.split(".")[at] ?? "", "base64url").toString())

/** Whether a key of the key set that the issuer answers with has signed this. */
const isSigned = async (token: string): Promise<boolean> => {
  const { body } = await answerOf("/jwks.json")
  const { kid, alg } = partOf(token, 0)
  const jwk = body.keys.find((key: { readonly kid: string }) => key.kid === kid)
  if (jwk === undefined) return false
  const at = token.lastIndexOf(".")
  const key = createPublicKey({ key: jwk, format: "jwk" })
  const digest = alg === "EdDSA" ? null : "sha256"
  const signed = Buffer.from(token.slice(0, at))
  return verify(
    digest,
    signed,
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(token.slice(at + 1), "base64url")
  )
}

describe("its keys and tokens", () => {
  test("names itself and its key set in its discovery document", async () => {
    const { body } = await answerOf("/.well-known/openid-configuration")
    assert.strictEqual(body.issuer, issuer.issuer)
    assert.strictEqual(body.jwks_uri, `${issuer.issuer}/jwks.json`)
  })

  test.each(["RS256", "ES256", "EdDSA"] as const)(
    "signs by %s with a key of its key set",
    async (algorithm) => {
      const token = issuer.sign({ sub: "ann" }, { algorithm })
      assert.strictEqual(partOf(token, 0).alg, algorithm)
      assert.isTrue(await isSigned(token))
      assert.isFalse(await isSigned(`${token.slice(0, -8)}AAAAAAAA`))
    }
  )

  test("shows no private half of a key", () => {
    for (const key of issuer.jwks().keys) assert.notProperty(key, "d")
  })

  test("signs with a new key once it has rotated, and keeps the old one for tokens that are there", async () => {
    const old = issuer.sign({ sub: "ann" })
    issuer.rotate()
    const young = issuer.sign({ sub: "ann" })
    assert.notStrictEqual(partOf(old, 0).kid, partOf(young, 0).kid)
    assert.isTrue(await isSigned(old))
    assert.isTrue(await isSigned(young))
  })

  test("forgets its old keys where it is told to", async () => {
    const old = issuer.sign({ sub: "ann" })
    issuer.rotate({ keep: false })
    assert.isFalse(await isSigned(old))
  })

  test("signs a text as it is, and a header as it is told", () => {
    const token = issuer.sign('{"a":1,"a":2}', { header: { kid: undefined, extra: 1 } })
    assert.strictEqual(Buffer.from(token.split(".")[1] ?? "", "base64url").toString(), '{"a":1,"a":2}')
    assert.deepStrictEqual(partOf(token, 0), { alg: "RS256", typ: "JWT", extra: 1 })
  })

  test("speaks https with a certificate of the authority that it names", async () => {
    const secure = await OidcIssuer.start({ tls: true })
    const [ca, url] = [secure.ca ?? "", `${secure.issuer}/jwks.json`]
    const body = await new Promise<string>((resolve, reject) => {
      get(url, { ca, agent: false }, (response) => void text(response).then(resolve, reject)).on(
        "error",
        reject
      )
    })
    await secure.stop()
    assert.deepStrictEqual(JSON.parse(body), JSON.parse(JSON.stringify(secure.jwks())))
  })
})

describe("its tokens for machines", () => {
  test("gives a client one for the scopes that it asks for, by basic authentication or in the form", async () => {
    for (const { status, body } of [
      await post("/token", { ...grant, scope: "books/import" }, basic("machine:secret")),
      await post("/token", { ...grant, ...client })
    ]) {
      assert.strictEqual(status, 200)
      assert.deepInclude(partOf(body.access_token, 1), {
        iss: issuer.issuer,
        sub: "machine",
        client_id: "machine",
        scope: "books/import"
      })
      assert.isTrue(await isSigned(body.access_token))
    }
  })

  test.each([
    ["another secret", { ...grant, client_id: "machine", client_secret: "guess" }, 401, "invalid_client"],
    ["nobody", grant, 401, "invalid_client"],
    [
      "a name of every object",
      { ...grant, client_id: "toString", client_secret: "x" },
      401,
      "invalid_client"
    ],
    ["another grant", { ...client, grant_type: "password" }, 400, "unsupported_grant_type"],
    ["a scope that is not its own", { ...client, ...grant, scope: "books/delete" }, 400, "invalid_scope"]
  ])("gives %s none", async (_, form, status, error) => {
    assert.deepStrictEqual(await post("/token", form), { status, body: { error } })
  })
})

describe("its introspection", () => {
  test("tells the claims of a token until it is revoked", async () => {
    const token = issuer.sign({ sub: "ann" })
    const asked = { ...client, token }
    const { body } = await post("/introspect", asked)
    assert.deepInclude(body, { active: true, sub: "ann" })
    issuer.revoke(token)
    assert.deepStrictEqual((await post("/introspect", asked)).body, { active: false })
  })

  test("tells nothing of a token that is expired, or that it has not signed", async () => {
    for (const token of [issuer.sign({ sub: "ann", exp: 1 }), "x.y.z"])
      assert.deepStrictEqual((await post("/introspect", { ...client, token })).body, { active: false })
  })

  test("tells nobody anything who is no client", async () => {
    assert.strictEqual((await post("/introspect", { token: issuer.sign({ sub: "ann" }) })).status, 401)
  })
})

describe("its misbehaviour", () => {
  test("lists what it was asked, however it answered", async () => {
    issuer.behave("error")
    await answerOf("/jwks.json")
    issuer.behave("well")
    await answerOf("/jwks.json")
    assert.deepStrictEqual(issuer.requests, ["GET /jwks.json", "GET /jwks.json"])
  })

  test.each([
    ["error", 500, 2],
    ["garbage", 200, 20],
    ["redirect", 302, 0],
    ["huge", 200, 10_000_000]
  ] as const)("answers as told: %s", async (behaviour, status, length) => {
    issuer.behave(behaviour)
    const response = await fetch(`${issuer.issuer}/jwks.json`, { redirect: "manual" })
    assert.strictEqual(response.status, status)
    assert.isAtLeast((await response.text()).length, length)
  })

  test("hangs up as one that is down, and leaves one waiting as one that is slow until it stops", async () => {
    issuer.behave("down")
    const down = await fetch(`${issuer.issuer}/jwks.json`).catch(() => "hung up")
    issuer.behave("slow")
    const slow = fetch(`${issuer.issuer}/jwks.json`).catch(() => "stopped")
    // It was asked, and has not answered when it stops.
    while (issuer.requests.length < 2) await new Promise((resolve) => setImmediate(resolve))
    await issuer.stop()
    assert.deepStrictEqual([down, await slow], ["hung up", "stopped"])
    issuer = await OidcIssuer.start()
  })
})

test("its door opens without vitest", async () => {
  const program = `
    const { registerHooks } = process.getBuiltinModule("node:module")
    registerHooks({ resolve: (name, context, next) => { if (name.includes("vitest")) throw new Error(name); return next(name, context) } })
    const { OidcIssuer } = await import("@pgcrest/testkit/oidc")
    const issuer = await OidcIssuer.start()
    console.log(issuer.jwks().keys.length)
    await issuer.stop()`
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program])
  assert.strictEqual(stdout.trim(), "1")
})

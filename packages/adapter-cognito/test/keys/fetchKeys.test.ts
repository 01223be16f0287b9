// @effect-diagnostics asyncFunction:off
import { once } from "node:events"
import { createServer, type Server } from "node:http"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"
import { afterEach, assert, beforeEach, describe, it } from "vitest"
import { fetchKeys } from "../../src/keys/fetchKeys.ts"
import type { KeyOrigin } from "../../src/keys/KeyOrigin.ts"

const key = OidcIssuer.makeKey("k", "EdDSA")
const jwks = { keys: [key.jwk] }

let server: Server
let address: string
/** What each path answers. */
let answers: Record<string, unknown>

beforeEach(async () => {
  server = createServer(({ url = "" }, response) => {
    const body = answers[url]
    response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body))
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const bound = server.address()
  address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, "close")
})

const keysOf = (origin: Partial<KeyOrigin>) =>
  Effect.runPromise(
    Effect.match(fetchKeys({ issuer: address, jwksUri: null, ca: null, emulator: true, ...origin }), {
      onSuccess: (keys) => [...keys.keys()].join(),
      onFailure: (fault) => fault.replace(address, "")
    })
  )

const configuration = "/.well-known/openid-configuration"

describe("the keys of an issuer are fetched", () => {
  it("from the address that is given, without its discovery", async () => {
    answers = { "/keys": jwks }
    assert.strictEqual(await keysOf({ jwksUri: `${address}/keys` }), "k")
  })

  it("from where its discovery document says", async () => {
    answers = { [configuration]: { issuer: address, jwks_uri: `${address}/a` }, "/a": jwks }
    assert.strictEqual(await keysOf({}), "k")
  })

  it("of an issuer with a slash at its end, whose document is at the same place", async () => {
    answers = { [configuration]: { issuer: `${address}/`, jwks_uri: `${address}/a` }, "/a": jwks }
    assert.strictEqual(await keysOf({ issuer: `${address}/` }), "k")
  })
})

describe("no keys are taken", () => {
  it.each<readonly [string, (own: string) => unknown, string]>([
    [
      "of a document that names another issuer",
      (own) => ({ issuer: `${own}/`, jwks_uri: `${own}/a` }),
      `${configuration} does not name the issuer ADDRESS`
    ],
    ["of a document that is none", () => [], `${configuration} does not name the issuer ADDRESS`],
    [
      "from a file",
      (own) => ({ issuer: own, jwks_uri: "file:///etc/passwd" }),
      `${configuration} names no jwks_uri over https`
    ],
    [
      "over plain http from elsewhere",
      (own) => ({ issuer: own, jwks_uri: "http://keys.example/a" }),
      `${configuration} names no jwks_uri over https`
    ],
    ["from nowhere", (own) => ({ issuer: own }), `${configuration} names no jwks_uri over https`],
    ["from where there are none", (own) => ({ issuer: own, jwks_uri: `${own}/b` }), "/b answered 404"],
    [
      "that are none",
      (own) => ({ issuer: own, jwks_uri: `${own}/a` }),
      "/a has no key that signatures can be checked by"
    ]
  ])("%s", async (_, document, fault) => {
    answers = { [configuration]: document(address), "/a": { keys: [] } }
    assert.strictEqual(await keysOf({}), fault.replace("ADDRESS", address))
  })

  it("over plain http, where the issuer is no emulator", async () => {
    answers = { [configuration]: { issuer: address, jwks_uri: `${address}/a` }, "/a": jwks }
    assert.strictEqual(await keysOf({ emulator: false }), `${configuration} names no jwks_uri over https`)
  })

  it("from an issuer whose authority cannot be read", async () => {
    const ca = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
    assert.match(await keysOf({ issuer: address.replace("http:", "https:"), ca }), /cannot be (?:asked|had)/u)
  })
})

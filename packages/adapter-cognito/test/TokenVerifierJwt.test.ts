// @effect-diagnostics asyncFunction:off globalDate:off strictEffectProvide:off
import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { InvalidDeclaration, TokenVerifier } from "@pgcrest/core"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, describe, it, vi } from "vitest"
import { verdict } from "./verifying.ts"

const { cognito, layer, oidc } = TokenVerifierJwt
const poolId = "eu-west-1_aBcDeFgHi"
const pool = `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`

let issuer: OidcIssuer.OidcIssuer
let other: OidcIssuer.OidcIssuer

beforeAll(async () => {
  issuer = await OidcIssuer.start()
  other = await OidcIssuer.start({ algorithm: "EdDSA" })
})
afterAll(() => Promise.all([issuer.stop(), other.stop()]))
afterEach(() => {
  vi.unstubAllEnvs()
  assert.deepStrictEqual(
    [...issuer.requests, ...other.requests],
    [],
    "nobody is asked for keys that are preloaded"
  )
})

type Options = Parameters<typeof layer>[0]

const verdictOf = (options: Options, token: string, environment: Record<string, string> = {}) =>
  Effect.runPromise(
    verdict(token).pipe(
      Effect.provide(layer(options)),
      Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(environment))
    )
  )

/** The sentence that a layer fails with. */
const faultOf = (options: Options, environment: Record<string, string> = {}): Promise<string> =>
  Effect.runPromise(
    Effect.match(Effect.provide(verdict(""), layer(options)), {
      onSuccess: () => "no fault",
      onFailure: ({ message }) => message
    }).pipe(Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromUnknown(environment)))
  )

const ofPool = (more: Partial<TokenVerifierJwt.CognitoOptions> = {}): Options => ({
  issuers: [cognito({ userPoolId: poolId, clientIds: ["app", "web"], keys: issuer.jwks(), ...more })]
})

const access = (claims: object = {}) =>
  issuer.sign({ iss: pool, sub: "ann", token_use: "access", client_id: "app", ...claims })
const id = (claims: object = {}) =>
  issuer.sign({ iss: pool, sub: "ann", token_use: "id", aud: "web", ...claims })

describe("a user pool", () => {
  it.each<readonly [string, Partial<TokenVerifierJwt.CognitoOptions>, () => string, string]>([
    ["access", {}, access, "taken"],
    ["access for another client", {}, () => access({ client_id: "other" }), "audience"],
    [
      "access that names its client as audience alone",
      {},
      () => access({ client_id: undefined, aud: "app" }),
      "audience"
    ],
    ["id for access", {}, id, "token-use"],
    ["access for id", { tokenUse: "id" }, access, "token-use"],
    ["id", { tokenUse: "id" }, id, "taken"],
    ["id for another client", { tokenUse: "id" }, () => id({ aud: "other" }), "audience"],
    [
      "id that names its client as client_id alone",
      { tokenUse: "id" },
      () => id({ aud: undefined, client_id: "web" }),
      "audience"
    ],
    ["access where either is taken", { tokenUse: "either" }, access, "taken"],
    ["id where either is taken", { tokenUse: "either" }, id, "taken"],
    ["no use", { tokenUse: "either" }, () => access({ token_use: undefined }), "token-use"],
    [
      "a use that every object has",
      { tokenUse: "either" },
      () => access({ token_use: "constructor" }),
      "token-use"
    ],
    ["uses as a list", { tokenUse: "either" }, () => access({ token_use: ["access"] }), "token-use"],
    ["another pool's", {}, () => access({ iss: `${pool}2` }), "issuer"]
  ])("judges a token by its use and its client: %s", async (_, options, token, expected) =>
    assert.strictEqual(await verdictOf(ofPool(options), token()), expected)
  )

  it("of an emulator signs as its address and the pool's id", async () => {
    const options: Options = {
      issuers: [
        cognito({
          userPoolId: "local_1aBc",
          clientIds: ["app"],
          emulator: "http://localhost:9229",
          keys: issuer.jwks()
        })
      ]
    }
    assert.strictEqual(await verdictOf(options, access({ iss: "http://localhost:9229/local_1aBc" })), "taken")
  })
})

describe("an issuer of OpenID Connect", () => {
  const of = (more: Partial<TokenVerifierJwt.OidcOptions>): Options => {
    const { audience, ...rest } = { audience: undefined, ...more }
    const recipients = audience === undefined ? {} : { audience }
    return { issuers: [oidc({ issuer: pool, keys: issuer.jwks(), ...recipients, ...rest })] }
  }
  const token = (claims: object) => issuer.sign({ iss: pool, sub: "ann", ...claims })

  it.each<readonly [string, Partial<TokenVerifierJwt.OidcOptions>, object, string]>([
    ["by client_id", { clientIds: ["app"] }, { client_id: "app" }, "taken"],
    ["by azp", { clientIds: ["app"] }, { azp: "app" }, "taken"],
    ["by neither", { clientIds: ["app"] }, { aud: "app" }, "audience"],
    ["by two that differ", { clientIds: ["app"] }, { client_id: "app", azp: "other" }, "audience"],
    ["by a list", { clientIds: ["app"] }, { client_id: ["app"] }, "audience"],
    ["by both, as asked", { audience: ["api"], clientIds: ["app"] }, { aud: "api", azp: "app" }, "taken"],
    ["by one of two that are asked", { audience: ["api"], clientIds: ["app"] }, { aud: "api" }, "audience"],
    [
      "by the other of two that are asked",
      { audience: ["api"], clientIds: ["app"] },
      { azp: "app" },
      "audience"
    ]
  ])("tells for whom a token is: %s", async (_, options, claims, expected) =>
    assert.strictEqual(await verdictOf(of(options), token(claims)), expected)
  )

  it("is one of several, each with its own keys, algorithms and audience", async () => {
    const both: Options = {
      issuers: [
        oidc({ issuer: issuer.issuer, audience: ["api"], keys: issuer.jwks(), emulator: true }),
        oidc({
          issuer: other.issuer,
          audience: ["other"],
          algorithms: ["EdDSA"],
          keys: other.jwks(),
          emulator: true
        })
      ]
    }
    const tokens: ReadonlyArray<readonly [string, string]> = [
      [issuer.sign({ sub: "ann", aud: "api" }), "taken"],
      [other.sign({ sub: "ann", aud: "other" }), "taken"],
      [other.sign({ sub: "ann", aud: "api" }), "audience"],
      [other.sign({ sub: "ann", aud: "api", iss: issuer.issuer }), "algorithm"],
      [issuer.sign({ sub: "ann", aud: "other", iss: other.issuer }), "algorithm"]
    ]
    for (const [token, expected] of tokens) assert.strictEqual(await verdictOf(both, token), expected)
    const named = Effect.provide(
      Effect.map(TokenVerifier, ({ issuers }) => issuers),
      layer(both)
    )
    assert.deepStrictEqual(await Effect.runPromise(named), [issuer.issuer, other.issuer])
  })

  it("may be off by as many seconds as its option says", async () => {
    const late = token({ client_id: "app", exp: Math.floor(Date.now() / 1000) - 100 })
    const { issuers } = of({ clientIds: ["app"] })
    assert.strictEqual(await verdictOf({ issuers }, late), "expired")
    assert.strictEqual(await verdictOf({ issuers, leewaySeconds: 300 }, late), "taken")
  })
})

describe("keys that are preloaded", () => {
  const options = (keys?: TokenVerifierJwt.PreloadedKeys): Options => ({
    issuers: [cognito({ userPoolId: poolId, clientIds: ["app"], ...(keys === undefined ? {} : { keys }) })]
  })

  it("are taken as an object, as text, from a file, and from its URL", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pgcrest-keys-"))
    const [file, text] = [join(folder, "jwks.json"), JSON.stringify(issuer.jwks())]
    await writeFile(file, text)
    const verdicts = []
    for (const keys of [issuer.jwks(), text, file, pathToFileURL(file)])
      verdicts.push(await verdictOf(options(keys), access()))
    await rm(folder, { recursive: true })
    assert.deepStrictEqual(verdicts, ["taken", "taken", "taken", "taken"])
  })

  it("are taken from PGCREST_JWKS, after those of the option", async () => {
    const variable = (keys: unknown) => ({ PGCREST_JWKS: JSON.stringify({ [pool]: keys }) })
    assert.strictEqual(await verdictOf(options(), access(), variable(issuer.jwks())), "taken")
    assert.strictEqual(await verdictOf(options(issuer.jwks()), access(), variable(other.jwks())), "taken")
  })

  it.each<readonly [string, string, RegExp]>([
    ["no JSON", "{", /^PGCREST_JWKS must be a JSON object of issuers, each with its JSON Web Key Set$/u],
    ["nothing", "{}", /^PGCREST_JWKS must be/u],
    ["an issuer without keys", `{"${pool}":1}`, /^PGCREST_JWKS must be/u],
    ["an issuer twice", `{"${pool}":{"keys":[]},"${pool}":{"keys":[]}}`, /^PGCREST_JWKS must be/u],
    [
      "an issuer with keys of no use",
      `{"${pool}":{"keys":[]}}`,
      /holds for it has no key that signatures can be checked by$/u
    ]
  ])("keep a layer from being built where the variable holds %s", async (_, text, fault) =>
    assert.match(await faultOf(options(), { PGCREST_JWKS: text }), fault)
  )

  it("keep a layer from being built where they cannot be read", async () =>
    assert.match(
      await faultOf(options("/nowhere/jwks.json")),
      /^Issuer ".*": what keys or PGCREST_JWKS holds for it cannot be read: ENOENT/u
    ))

  it("load neither http nor https, nor wait for anything", async () => {
    const program = `
      import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
      import { TokenVerifier } from "@pgcrest/core"
      import * as Effect from "effect/Effect"
      const { jwks, token, tampered, iss } = JSON.parse(process.argv[1])
      const layer = TokenVerifierJwt.layer({ issuers: [TokenVerifierJwt.oidc({ issuer: iss, audience: ["api"], keys: jwks, emulator: true })] })
      const reasons = Effect.runSync(Effect.gen(function* () {
        const verifier = yield* TokenVerifier
        const taken = yield* verifier.verify(token)
        const refused = yield* Effect.flip(verifier.verify(tampered))
        return [taken.claims.sub, refused.reason]
      }).pipe(Effect.provide(layer)))
      const loaded = process.moduleLoadList.filter((name) => /^NativeModule (https?|tls|_http_client)$/u.test(name))
      console.log(JSON.stringify({ reasons, loaded }))`
    const token = issuer.sign({ sub: "ann", aud: "api" })
    const tampered = `${token.slice(0, -4)}AAAA`
    const given = JSON.stringify({ jwks: issuer.jwks(), iss: issuer.issuer, token, tampered })
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      program,
      given
    ])
    assert.deepStrictEqual(JSON.parse(stdout), { reasons: ["ann", "signature"], loaded: [] })
  })
})

describe("an emulator", () => {
  const ofEmulator: Options["issuers"][0] = oidc({
    issuer: "http://127.0.0.1:1",
    audience: ["api"],
    emulator: true,
    keys: { keys: [] }
  })

  it.each(["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API"])(
    "is refused on Lambda, by %s",
    async (name) => {
      vi.stubEnv(name, "some")
      assert.strictEqual(
        await faultOf({ issuers: [ofEmulator] }),
        'Issuer "http://127.0.0.1:1" is an emulator, whose keys everybody has: it is refused on Lambda'
      )
    }
  )

  it("has keys that are refused as those of any other issuer", async () => {
    const keys = { keys: issuer.jwks().keys.map((key) => ({ ...key, kid: "CognitoLocal" })) }
    assert.match(
      await faultOf(ofPool({ keys })),
      /has only keys of a local emulator, whose private half everybody knows$/u
    )
  })
})

describe("options that make no sense", () => {
  const name = "https://issuer.example"
  const good = { issuer: name, audience: ["api"] } as const
  const without: unknown = JSON.parse("[]")

  it.each<readonly [string, () => unknown, string]>([
    [
      "no recipients",
      () => oidc({ issuer: name }),
      "audience or clientIds must be given: a token for somebody else would be taken"
    ],
    [
      "an empty audience",
      () => Reflect.apply(oidc, null, [{ issuer: name, audience: without }]),
      "audience is empty"
    ],
    [
      "an empty text as audience",
      () => oidc({ issuer: name, audience: [""] }),
      "audience has an entry that is no text"
    ],
    [
      "no clients",
      () => Reflect.apply(cognito, null, [{ userPoolId: poolId, clientIds: without }]),
      "clientIds is empty"
    ],
    ["plain http", () => oidc({ ...good, issuer: "http://issuer.example" }), "issuer must be an https URL"],
    [
      "plain http on loopback without emulator",
      () => oidc({ ...good, issuer: "http://127.0.0.1" }),
      "issuer must be an https URL"
    ],
    [
      "plain http elsewhere with emulator",
      () => oidc({ ...good, issuer: "http://127.0.0.1.example", emulator: true }),
      "issuer must be an https URL"
    ],
    [
      "a file as key set",
      () => oidc({ ...good, jwksUri: "file:///etc/passwd" }),
      "jwksUri must be an https URL"
    ],
    [
      "a password in an address",
      () => oidc({ ...good, jwksUri: "https://a:b@issuer.example" }),
      "jwksUri must be an https URL"
    ],
    [
      "a query in an issuer",
      () => oidc({ ...good, issuer: `${name}?a` }),
      "issuer has a query, a fragment or white space"
    ],
    [
      "no algorithms",
      () => Reflect.apply(oidc, null, [{ ...good, algorithms: without }]),
      "algorithms is empty"
    ],
    [
      "the algorithm none",
      () => Reflect.apply(oidc, null, [{ ...good, algorithms: ["none"] }]),
      'algorithms names "none"; those that can be taken are RS256, RS384'
    ],
    ["no certificate", () => oidc({ ...good, ca: "ca.pem" }), "ca must hold certificates as PEM"],
    [
      "what only looks like a certificate",
      () => oidc({ ...good, ca: "-----BEGIN CERTIFICATE-----\njunk\n-----END CERTIFICATE-----" }),
      "ca must hold certificates as PEM"
    ],
    [
      "no pool",
      () => cognito({ userPoolId: "pool", clientIds: ["app"] }),
      'The id of a user pool is like eu-west-1_aBcDeFgHi: "pool" is none'
    ],
    [
      "another use",
      () => Reflect.apply(cognito, null, [{ userPoolId: poolId, clientIds: ["app"], tokenUse: "any" }]),
      'tokenUse is "any"; it can be access, id or either'
    ],
    [
      "an emulator elsewhere",
      () => cognito({ userPoolId: "local_1", clientIds: ["app"], emulator: "http://cognito.example" }),
      "emulator must be an https URL, or with emulator an http URL on loopback"
    ],
    [
      "an emulator with a slash",
      () => cognito({ userPoolId: "local_1", clientIds: ["app"], emulator: "http://localhost:1/" }),
      "without a slash at its end"
    ],
    [
      "no issuers",
      () => Reflect.apply(layer, null, [{ issuers: without }]),
      "issuers is empty, so that no token would be taken"
    ],
    [
      "one issuer twice",
      () => layer({ issuers: [oidc(good), oidc(good)] }),
      `issuers has "${name}" more than once`
    ],
    [
      "ten minutes of leeway",
      () => layer({ issuers: [oidc(good)], leewaySeconds: 600 }),
      "leewaySeconds is 600; it must be from 0 to 300"
    ],
    [
      "no number of seconds",
      () => layer({ issuers: [oidc(good)], leewaySeconds: Number.NaN }),
      "leewaySeconds is NaN"
    ],
    [
      "a text of seconds",
      () => Reflect.apply(layer, null, [{ issuers: [oidc(good)], leewaySeconds: "30" }]),
      "leewaySeconds is 30; it must be from 0 to 300"
    ],
    [
      "a text of hours",
      () => Reflect.apply(layer, null, [{ issuers: [oidc(good)], staleAfterHours: "24" }]),
      "staleAfterHours is 24"
    ],
    ["no options", () => Reflect.apply(layer, null, [{}]), "issuers is undefined; it must be a list"],
    [
      "no clients of a pool",
      () => Reflect.apply(cognito, null, [{ userPoolId: poolId }]),
      "clientIds is undefined; it must be a list of texts"
    ],
    [
      "one client instead of a list",
      () => Reflect.apply(cognito, null, [{ userPoolId: poolId, clientIds: "app" }]),
      "clientIds is app; it must be a list of texts"
    ],
    [
      "one audience instead of a list",
      () => Reflect.apply(oidc, null, [{ issuer: name, audience: "api" }]),
      "audience is api; it must be a list of texts"
    ],
    [
      "no pool's id",
      () => Reflect.apply(cognito, null, [{ clientIds: ["app"] }]),
      'is like eu-west-1_aBcDeFgHi: "undefined" is none'
    ],
    ["no issuer", () => Reflect.apply(oidc, null, [{ audience: ["api"] }]), "issuer must be an https URL"],
    [
      "no hours",
      () => layer({ issuers: [oidc(good)], staleAfterHours: 0 }),
      "staleAfterHours is 0; it must be more than 0"
    ]
  ])("are told by a sentence: %s", (_, declare, sentence) =>
    assert.throws(declare, InvalidDeclaration, sentence)
  )
})

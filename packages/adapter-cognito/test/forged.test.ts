// @effect-diagnostics asyncFunction:off globalDate:off strictEffectProvide:off
import { createHmac } from "node:crypto"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { layerOf, verdict, verify } from "./verifying.ts"

let issuer: OidcIssuer.OidcIssuer
let stranger: OidcIssuer.OidcIssuer
let key: OidcIssuer.SigningKey

beforeAll(async () => {
  issuer = await OidcIssuer.start()
  stranger = await OidcIssuer.start()
  key = issuer.rotate({ keep: false })
})

afterAll(() => Promise.all([issuer.stop(), stranger.stop()]))

const preloaded = () => layerOf(issuer, { keys: issuer.jwks() })

const verdictOf = (token: string) => Effect.runPromise(Effect.provide(verdict(token), preloaded()))

const now = Math.floor(Date.now() / 1000)
const good = { sub: "ann", aud: "api" }
const text = (claims: object = {}) =>
  JSON.stringify({ iss: issuer.issuer, exp: now + 600, ...good, ...claims })
const header = (members: object = {}) => JSON.stringify({ alg: "RS256", kid: key.kid, ...members })
const signed = (claims: object) => issuer.sign({ ...good, ...claims })
const headed = (members: Record<string, unknown>) => issuer.sign(good, { header: members })
const base64url = (value: string) => Buffer.from(value).toString("base64url")
const parts = (token: string) => {
  const [first = "", second = "", third = ""] = token.split(".")
  return { first, second, third }
}
/** The same token with another third part. */
const resigned = (change: (signature: string) => string) => {
  const { first, second, third } = parts(signed({}))
  return `${first}.${second}.${change(third)}`
}
const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth)

type Row = readonly [what: string, token: () => string, reason: string]

const forms: ReadonlyArray<Row> = [
  ["nothing", () => "", "malformed"],
  ["dots alone", () => "..", "malformed"],
  ["words", () => "a.b.c", "malformed"],
  ["two parts", () => signed({}).split(".").slice(0, 2).join("."), "malformed"],
  ["four parts", () => `${signed({})}.AAAA`, "malformed"],
  ["five parts, as an encrypted token has", () => `${signed({})}.AAAA.AAAA`, "malformed"],
  ["100 kB that its issuer has signed", () => signed({ more: "x".repeat(100_000) }), "malformed"],
  ["100 kB of dots", () => ".".repeat(100_000), "malformed"],
  ["white space around it", () => ` ${signed({})}`, "malformed"],
  ["a line break behind it", () => `${signed({})}\n`, "malformed"],
  ["its scheme before it", () => `Bearer ${signed({})}`, "malformed"],
  ["padded base64", () => resigned((third) => `${third}==`), "malformed"],
  ["base64 of the other alphabet", () => resigned((third) => third.replace(/[-_]/u, "+")), "malformed"],
  [
    "bits that stand for nothing",
    () => resigned((third) => `${third.slice(0, -1)}${third.endsWith("Q") ? "R" : "B"}`),
    "malformed"
  ],
  [
    "a character that base64 skips",
    () => resigned((third) => `${third.slice(0, 4)}!${third.slice(4)}`),
    "malformed"
  ]
]

const headers: ReadonlyArray<Row> = [
  ["a header of 4 kB", () => headed({ more: "x".repeat(4096) }), "malformed"],
  ["a header that is a list", () => OidcIssuer.signText("[]", text(), key), "malformed"],
  [
    "a header that names its algorithm twice",
    () => OidcIssuer.signText(`{"alg":"none","alg":"RS256","kid":"${key.kid}"}`, text(), key),
    "malformed"
  ],
  [
    "a header that names its key twice, once escaped",
    () => OidcIssuer.signText(String.raw`{"alg":"RS256","k\u0069d":"x","kid":"${key.kid}"}`, text(), key),
    "malformed"
  ],
  ["no algorithm", () => headed({ alg: undefined }), "algorithm"],
  [
    "alg none, without a signature",
    () => `${base64url('{"alg":"none"}')}.${base64url(text())}.`,
    "malformed"
  ],
  ["alg none, with one", () => headed({ alg: "none" }), "algorithm"],
  ["alg NonE", () => headed({ alg: "NonE" }), "algorithm"],
  ["HS256 by the public key", hmacByPublicKey, "algorithm"],
  ["an algorithm in lower case", () => headed({ alg: "rs256" }), "algorithm"],
  ["an algorithm that is a name of every object", () => headed({ alg: "toString" }), "algorithm"],
  ["a list of algorithms", () => headed({ alg: ["RS256"] }), "algorithm"],
  ["an algorithm that its issuer does not use", () => headed({ alg: "PS256" }), "algorithm"],
  ["an algorithm that is not in the issuer's list", () => headed({ alg: "RS512" }), "algorithm"],
  ["an algorithm of another kind of key", () => headed({ alg: "ES256" }), "algorithm"],
  ["crit", () => headed({ crit: ["exp"] }), "malformed"],
  ["b64", () => headed({ b64: false }), "malformed"],
  ["a nested token by its cty", () => headed({ cty: "JWT" }), "malformed"],
  ["a logout token", () => headed({ typ: "logout+jwt" }), "malformed"],
  ["a typ that is no text", () => headed({ typ: 1 }), "malformed"],
  ["no kid", () => headed({ kid: undefined }), "key"],
  ["a kid that is a number", () => headed({ kid: 1 }), "malformed"],
  ["a kid of 3 kB", () => headed({ kid: "x".repeat(2500) }), "malformed"],
  [
    "another's key under a kid of its issuer",
    () => stranger.sign({ ...good, iss: issuer.issuer }, { header: { kid: key.kid } }),
    "signature"
  ],
  ["another's key that the header brings along", bringsItsKey, "signature"]
]

const claims: ReadonlyArray<Row> = [
  [
    "a changed payload",
    () => {
      const { first, third } = parts(signed({}))
      return `${first}.${base64url(text({ sub: "eve" }))}.${third}`
    },
    "signature"
  ],
  ["a cut signature", () => resigned((third) => third.slice(0, 340)), "signature"],
  ["a payload that is no JSON", () => issuer.sign("ann"), "malformed"],
  ["a payload that is a list", () => issuer.sign("[]"), "malformed"],
  ["a payload that is a token", () => issuer.sign(signed({})), "malformed"],
  ["a claim that comes twice", () => issuer.sign(text().replace("{", '{"sub":"eve",')), "malformed"],
  [
    "a claim that comes twice, once escaped",
    () => issuer.sign(text().replace("{", String.raw`{"s\u0075b":"eve",`)),
    "malformed"
  ],
  [
    "a name twice inside a claim",
    () => issuer.sign(text().replace("{", '{"a":[{"b":1,"b" : 1}],')),
    "malformed"
  ],
  ["half a surrogate pair", () => issuer.sign(text().replace('"ann"', String.raw`"\ud83d"`)), "malformed"],
  [
    "half a surrogate pair behind a backslash",
    () => issuer.sign(text().replace('"ann"', String.raw`"\\\ud83d"`)),
    "malformed"
  ],
  [
    "bytes that are no UTF-8",
    () => OidcIssuer.signText(header(), Buffer.from(text({ sub: "é" }), "latin1"), key),
    "malformed"
  ],
  ["no issuer", () => issuer.sign(JSON.stringify({ ...good, exp: now + 600 })), "issuer"],
  ["another issuer", () => stranger.sign(good), "issuer"],
  ["another issuer's name", () => signed({ iss: stranger.issuer }), "issuer"],
  ["an issuer with a slash behind it", () => signed({ iss: `${issuer.issuer}/` }), "issuer"],
  ["an issuer that is a prefix", () => signed({ iss: issuer.issuer.slice(0, -1) }), "issuer"],
  ["a list of issuers", () => signed({ iss: [issuer.issuer] }), "issuer"],
  ["no audience", () => signed({ aud: undefined }), "audience"],
  ["another audience", () => signed({ aud: "other" }), "audience"],
  ["an audience that begins alike", () => signed({ aud: "api2" }), "audience"],
  ["several other audiences", () => signed({ aud: ["other", "API", 1, null] }), "audience"],
  ["an audience that is an object", () => signed({ aud: { api: 1 } }), "audience"],
  ["no end", () => signed({ exp: undefined }), "malformed"],
  ["an end that is a text", () => signed({ exp: String(now + 600) }), "malformed"],
  ["an end beyond all numbers", () => issuer.sign(text().replace(/"exp":\d+/u, '"exp":1e400')), "malformed"],
  ["an end that is over", () => signed({ exp: now - 31 }), "expired"],
  ["an end before all time", () => signed({ exp: -1 }), "expired"],
  ["a beginning to come", () => signed({ nbf: now + 600 }), "not-yet-valid"],
  ["a beginning that is a text", () => signed({ nbf: "0" }), "malformed"],
  ["an issue that is to come", () => signed({ iat: now + 600 }), "not-yet-valid"],
  ["an issue that is null", () => signed({ iat: null }), "malformed"],
  ["no subject", () => signed({ sub: undefined }), "malformed"],
  ["an empty subject", () => signed({ sub: "" }), "malformed"],
  ["a subject that is a number", () => signed({ sub: 1 }), "malformed"],
  ["a subject of 513 characters", () => signed({ sub: "x".repeat(513) }), "malformed"],
  [
    "a subject of its prototype",
    () => issuer.sign(text({ sub: undefined }).replace("{", '{"__proto__":{"sub":"eve"},')),
    "malformed"
  ]
]

describe("what is no good token", () => {
  it.each([...forms, ...headers, ...claims])(
    "is refused without asking anybody: %s",
    async (_, token, reason) => {
      const before = issuer.requests.length + stranger.requests.length
      assert.strictEqual(await verdictOf(token()), reason)
      assert.strictEqual(issuer.requests.length + stranger.requests.length, before)
    }
  )

  it.each([
    "../../etc/passwd",
    "https://evil.example/keys",
    "'; drop table keys",
    "__proto__",
    "constructor",
    ""
  ])(
    "is refused for its key, for which its own issuer is asked once and nobody else: kid %s",
    async (kid) => {
      const [before, strangers] = [issuer.requests.length, stranger.requests.length]
      assert.strictEqual(await verdictOf(headed({ kid })), "key")
      assert.deepStrictEqual(issuer.requests.slice(before), [
        "GET /.well-known/openid-configuration",
        "GET /jwks.json"
      ])
      assert.strictEqual(stranger.requests.length, strangers)
    }
  )

  it("is refused for a key to which it leads, and which nobody fetches", async () => {
    const address = `${stranger.issuer}/jwks.json`
    for (const members of [{ jku: address }, { x5u: address }]) {
      const token = stranger.sign({ ...good, iss: issuer.issuer }, { header: { ...members, kid: "theirs" } })
      assert.strictEqual(await verdictOf(token), "key")
    }
    assert.deepStrictEqual(stranger.requests, [])
  })

  it("ends in the same verdict however little is left of the stack: nested 1024 deep, and deeper", async () => {
    const below = (frames: number, token: string): Promise<string> =>
      frames === 0 ? verdictOf(token) : below(frames - 1, token)
    const inside = (levels: number) => issuer.sign(text().replace("}", `,"x":${deep(levels - 1)}}`))
    for (const frames of [0, 2000, 4000]) {
      assert.strictEqual(await below(frames, inside(1024)), "taken")
      for (const levels of [1025, 5900]) assert.strictEqual(await below(frames, inside(levels)), "malformed")
    }
  })
})

describe("what is as long as it may be", () => {
  const filled = (json: (more: string) => string, length: number) =>
    json("x".repeat(length - json("").length))
  const head = (length: number) =>
    OidcIssuer.signText(
      filled((more) => header({ more }), length),
      text(),
      key
    )
  const subject = (length: number) => signed({ sub: "x".repeat(length) })
  const kid = (length: number) => headed({ kid: "x".repeat(length) })
  /** The longest payload with which a token still has at most so many characters. */
  const whole = (length: number) => {
    const bytes = Math.floor(((length - base64url(header()).length - 344) * 3) / 4)
    return OidcIssuer.signText(
      header(),
      filled((more) => text({ more }), bytes - 1),
      key
    )
  }

  it.each<readonly [string, () => string, () => string]>([
    ["a header", () => head(3072), () => head(3073)],
    ["a subject", () => subject(512), () => subject(513)],
    ["a token", () => whole(16_384), () => whole(16_390)]
  ])("is taken, and refused one longer: %s", async (_, longest, longer) => {
    assert.strictEqual(await verdictOf(longest()), "taken")
    assert.strictEqual(await verdictOf(longer()), "malformed")
  })

  it("is looked for, and refused one longer: a kid", async () => {
    assert.strictEqual(await verdictOf(kid(256)), "key")
    assert.strictEqual(await verdictOf(kid(257)), "malformed")
  })
})

describe("what is a good token", () => {
  it.each<readonly [string, () => string]>([
    ["as it comes", () => signed({})],
    ["an access token by its typ", () => headed({ typ: "at+jwt" })],
    ["a typ in full, in another case", () => headed({ typ: "application/AT+JWT" })],
    ["no typ", () => headed({ typ: undefined })],
    [
      "members of its header that mean nothing here",
      () => headed({ jku: "https://evil.example", x5c: ["AAAA"] })
    ],
    ["several audiences, this one among them", () => signed({ aud: ["other", "api"] })],
    [
      "an end and a beginning within what clocks may be apart",
      () => signed({ exp: Date.now() / 1000 - 20, nbf: Date.now() / 1000 + 20 })
    ],
    [
      "a whole surrogate pair, escaped, and a backslash before ud83d",
      () => issuer.sign(text().replace('"ann"', String.raw`"\ud83d\ude00 \\ud83d"`))
    ],
    [
      "white space and numbers in other notation",
      () => issuer.sign(text({ n: 1 }).replace('"n":1', '"n" : 1.0e0 , "m" : {"n":1}'))
    ],
    ["one name in two objects", () => signed({ a: { b: 1 }, c: [{ b: 1 }, { b: 2 }] })],
    ["a colon and quotes in a text", () => issuer.sign(text({ a: '","sub":"eve' }).replace(",", " ,"))],
    ["U+FFFD where it was meant", () => signed({ name: "\uFFFD" })],
    ["what is nested deeply", () => issuer.sign(text().replace("}", `,"x":${deep(1000)}}`))],
    [
      "a header that is nested deeply",
      () => OidcIssuer.signText(header().replace("}", `,"x":${deep(1000)}}`), text(), key)
    ]
  ])("is taken: %s", async (_, token) => assert.strictEqual(await verdictOf(token()), "taken"))

  it("has its claims as they were signed, also those that are named as what every object has", async () => {
    const payload = text({ n: 1.5, no: false, nothing: null, list: [1, "2"] }).replace(
      "{",
      '{"__proto__":{"admin":true},"toString":1,'
    )
    const { claims, notice } = await Effect.runPromise(
      Effect.provide(verify(issuer.sign(payload)), preloaded())
    )
    assert.strictEqual(JSON.stringify(claims), payload)
    assert.notProperty(claims, "admin")
    assert.isNull(notice)
  })
})

function hmacByPublicKey(): string {
  const unsigned = `${base64url(header({ alg: "HS256" }))}.${base64url(text())}`
  const secret = key.publicKey.export({ format: "pem", type: "spki" })
  return `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`
}

function bringsItsKey(): string {
  const [jwk] = stranger.jwks().keys
  return stranger.sign({ ...good, iss: issuer.issuer }, { header: { kid: key.kid, jwk } })
}

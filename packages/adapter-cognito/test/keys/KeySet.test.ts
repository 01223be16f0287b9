import { createSecretKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { fromJwks, fromText } from "../../src/keys/KeySet.ts"
import { fromJwk } from "../../src/keys/VerificationKey.ts"
import type { Algorithm } from "../../src/token/algorithms.ts"

const rsa = (modulusLength = 2048, publicExponent = 0x10001) =>
  generateKeyPairSync("rsa", { modulusLength, publicExponent })
const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve })
const pair = rsa()

const jwkOf = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: "jwk" }), kid: "k", ...more })
const jwk = (more: object = {}) => jwkOf(pair.publicKey, more)
const real = { emulator: false }

describe("a key of an issuer", () => {
  it.each<
    readonly [
      Algorithm,
      string | null,
      () => { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
    ]
  >([
    ["RS256", "sha256", () => pair],
    ["RS384", "sha384", () => pair],
    ["RS512", "sha512", () => pair],
    ["ES256", "sha256", () => ec("P-256")],
    ["ES384", "sha384", () => ec("P-384")],
    ["ES512", "sha512", () => ec("P-521")],
    ["EdDSA", null, () => generateKeyPairSync("ed25519")]
  ])("holds what was signed by %s, and nothing else", (algorithm, digest, pairOf) => {
    const { publicKey, privateKey } = pairOf()
    const key = fromJwk(jwkOf(publicKey))
    const [text, other] = [Buffer.from("text"), Buffer.from("texts")]
    const signature = sign(digest, text, { key: privateKey, dsaEncoding: "ieee-p1363" })
    assert.isTrue(key?.algorithms.includes(algorithm))
    assert.isTrue(key?.holds(algorithm, text, signature))
    assert.isFalse(key?.holds(algorithm, other, signature))
    assert.isFalse(key?.holds(algorithm, text, signature.subarray(1)))
    assert.isFalse(key?.holds(algorithm, text, Buffer.alloc(signature.length)))
  })

  it.each([
    ["of RSA", jwk(), ["RS256", "RS384", "RS512"]],
    ["of RSA that says for what", jwk({ alg: "RS384" }), ["RS384"]],
    ["on P-256", jwkOf(ec("P-256").publicKey), ["ES256"]],
    ["on P-384", jwkOf(ec("P-384").publicKey), ["ES384"]],
    ["on P-521", jwkOf(ec("P-521").publicKey), ["ES512"]],
    ["on Ed25519", jwkOf(generateKeyPairSync("ed25519").publicKey), ["EdDSA"]],
    ["to sign and to verify", jwk({ use: "sig", key_ops: ["sign", "verify"] }), ["RS256", "RS384", "RS512"]]
  ])("serves what its kind can: %s", (_, described, algorithms) =>
    assert.deepStrictEqual<unknown>(fromJwk(described)?.algorithms, algorithms)
  )

  it.each([
    ["no object", "key"],
    ["nothing", null],
    ["without a kid", jwk({ kid: undefined })],
    ["with a kid that is no text", jwk({ kid: 1 })],
    ["with an empty kid", jwk({ kid: "" })],
    ["to encrypt", jwk({ use: "enc" })],
    ["that may not verify", jwk({ key_ops: ["encrypt"] })],
    ["whose operations are no list", jwk({ key_ops: "verify" })],
    ["for another algorithm than its kind has", jwk({ alg: "ES256" })],
    ["for encryption by its algorithm", jwk({ alg: "RSA-OAEP" })],
    ["for a shared secret by its algorithm", jwk({ alg: "HS256" })],
    ["that is a shared secret", jwkOf(createSecretKey(Buffer.alloc(64, 7)), { alg: "RS256" })],
    ["with its private half", jwkOf(pair.privateKey)],
    ["of RSA with 1024 bits", jwkOf(rsa(1024).publicKey)],
    ["of RSA with an exponent of 1", jwk({ e: "AQ" })],
    ["of RSA with an even exponent", jwk({ e: "AQAC" })],
    ["of RSA without an exponent", jwk({ e: undefined })],
    ["of RSA with 16384 bits", jwk({ n: Buffer.alloc(2048, 0xff).toString("base64url") })],
    ["on another curve", jwkOf(ec("secp256k1").publicKey)],
    ["that lies not on its curve", jwkOf(ec("P-256").publicKey, { y: "AAAA" })],
    ["for agreement alone", jwkOf(generateKeyPairSync("x25519").publicKey)],
    ["whose curve is another's", jwkOf(ec("P-256").publicKey, { crv: "Ed25519" })]
  ])("is passed over: %s", (_, described) => assert.isNull(fromJwk(described)))
})

describe("a key set", () => {
  it("may have a hundred keys", () =>
    assert.isTrue(
      Result.isSuccess(
        fromJwks({ keys: [...Array.from({ length: 99 }, () => ({ kty: "oct" })), jwk()] }, real)
      )
    ))

  it("passes over what is of no use, and takes the first of two with one kid", () => {
    const set = Result.getOrThrow(
      fromJwks({ keys: [{ kty: "oct" }, jwk({ alg: "RS256" }), jwk({ alg: "RS512" })] }, real)
    )
    assert.deepStrictEqual(
      [...set.values()].map(({ algorithms }) => algorithms),
      [["RS256"]]
    )
  })

  const emulators = [{ kid: "CognitoLocal" }, { kid: "dummy" }].map(jwk)

  it.each<readonly [string, unknown, string]>([
    ["no object", [], "is no JSON Web Key Set"],
    ["no keys", {}, "is no JSON Web Key Set"],
    ["keys that are no list", { keys: {} }, "is no JSON Web Key Set"],
    ["more than a hundred", { keys: Array.from({ length: 101 }, () => jwk()) }, "has more than 100 keys"],
    ["none", { keys: [] }, "has no key that signatures can be checked by"],
    ["none of use", { keys: [jwk({ use: "enc" })] }, "has no key that signatures can be checked by"],
    [
      "those of emulators alone",
      { keys: emulators },
      "has only keys of a local emulator, whose private half everybody knows"
    ]
  ])("is none with %s", (_, jwks, fault) =>
    assert.deepStrictEqual<unknown>(fromJwks(jwks, real), Result.fail(fault))
  )

  it("is none where a name comes twice", () => {
    const text = JSON.stringify({ keys: [jwk()] })
    assert.isTrue(Result.isSuccess(fromText(text, real)))
    assert.deepStrictEqual<unknown>(
      fromText(text.replace("{", '{"keys":[],'), real),
      Result.fail("is no JSON Web Key Set")
    )
  })

  it("leaves out an emulator's keys under any kid, but for an emulator", () => {
    const moduli = [
      "2uLO7yh1_6Icfd89V3nNTc_qhfpDN7vEmOYlmJQlc9_RmOns26lg88fXXFntZESwHOm7_homO2Ih6NOtu4P5eskGs8d8VQMOQfF4YrP-pawVz-gh1S7eSvzZRDHBT4ItUuoiVP1B9HN_uScKxIqjmitpPqEQB_o2NJv8npCfqUAU-4KmxquGtjdmfctswSZGdz59M3CAYKDfuvLH9_vV6TRGgbUaUAXWC2WJrbbEXzK3XUDBrmF3Xo-yw8f3SgD3JOPl3HaaWMKL1zGVAsge7gQaGiJBzBurg5vwN61uDGGz0QZC1JqcUTl3cZnrx_L8isIR7074SJEuljIZRnCcjQ",
      "j1pT3xKbswmMySvCefmiD3mfDaRFpZ9Y3Jl4fF0hMaCRVAt_e0yR7BeueDfqmj_NhVSO0WB5ao5e8V-9RFQOtK8SrqKl3i01-CyWYPICwybaGKhbJJR0S_6cZ8n5kscF1MjpIlsJcCzm-yKgTc3Mxk6KtrLoNgRvMwGLeHUXPkhS9YHfDKRe864iMFOK4df69brIYEICG2VLduh0hXYa0i-J3drwm7vxNdX7pVpCDu34qJtYoWq6CXt3Tzfi3YfWp8cFjGNbaDa3WnCd2IXpp0TFsFS-cEsw5rJjSl5OllJGeZKBtLeyVTy9PYwnk7MW43WSYeYstbk9NluX4H8Iuw"
    ]
    const renamed = moduli.map((n, at) => ({ kty: "RSA", e: "AQAB", n, kid: `renamed-${at}` }))
    const keys = [jwk({ kid: "own" }), ...renamed, ...emulators]
    const kidsOf = (options: { readonly emulator: boolean }) =>
      [...Result.getOrThrow(fromJwks({ keys }, options)).keys()].toSorted()
    assert.deepStrictEqual(kidsOf(real), ["own"])
    assert.deepStrictEqual(kidsOf({ emulator: true }), [
      "CognitoLocal",
      "dummy",
      "own",
      "renamed-0",
      "renamed-1"
    ])
  })
})

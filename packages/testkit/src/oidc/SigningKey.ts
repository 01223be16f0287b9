/** Key pairs that tokens are signed with, and their public halves as JWKs. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto"

/** The algorithms that the issuer's keys are for. */
export type Algorithm = "RS256" | "ES256" | "EdDSA"

/** The public half of a key, as a key set has it (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>

/** A key pair of an issuer. */
export interface SigningKey {
  readonly kid: string
  readonly algorithm: Algorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: Jwk
}

const pairs = {
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: () => generateKeyPairSync("ed25519")
}

/** Makes a key pair; one of RSA takes a tenth of a second. */
export const makeKey = (kid: string, algorithm: Algorithm): SigningKey => {
  const { privateKey, publicKey } = pairs[algorithm]()
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg: algorithm, use: "sig" }
  return { kid, algorithm, privateKey, publicKey, jwk }
}

/** The compact JWS (RFC 7515 §7.1) of a header and a payload, both as they are; a key of another kind than `alg` signs all the same. */
export const signText = (
  header: string,
  payload: string | Uint8Array,
  { algorithm, privateKey }: SigningKey
): string => {
  const signed = `${base64url(header)}.${base64url(payload)}`
  const digest = algorithm === "EdDSA" ? null : "sha256"
  const signature = sign(digest, Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" })
  return `${signed}.${signature.toString("base64url")}`
}

function base64url(content: string | Uint8Array): string {
  return Buffer.from(content).toString("base64url")
}

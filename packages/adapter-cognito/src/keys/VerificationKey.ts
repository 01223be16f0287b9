/** A public key of an issuer, from its JWK (RFC 7517), that signatures are checked by. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { KeyObject } from "node:crypto"
import { type Algorithm, algorithmsOf, schemes } from "../token/algorithms.ts"
import { isOfEmulator } from "./emulators.ts"

/** A key, and what it can check. */
export interface VerificationKey {
  readonly kid: string
  readonly algorithms: ReadonlyArray<Algorithm>
  /** Whether its private half is known to everybody. */
  readonly ofEmulator: boolean
  readonly holds: (algorithm: Algorithm, signed: Buffer, signature: Buffer) => boolean
}

/** The key that a JWK describes; null for one of another kind or use, of a size that is not safe, or with its private half. */
export const fromJwk = (jwk: unknown): VerificationKey | null => {
  if (!isObject(jwk) || !isForSignatures(jwk)) return null
  const { kid, alg, kty, crv } = jwk
  if (typeof kid !== "string" || kid === "") return null
  const algorithms = algorithmsOf(kty, crv ?? null).filter((one) => alg === undefined || alg === one)
  const key = algorithms.length === 0 ? null : publicKey(jwk)
  if (key === null) return null
  const ofEmulator = isOfEmulator(kid, jwk["n"])
  return { kid, algorithms, ofEmulator, holds: holding(key) }
}

type Jwk = Readonly<Record<string, unknown>>

function isForSignatures({ use, key_ops, d }: Jwk): boolean {
  const operations: unknown = key_ops ?? ["verify"]
  return (
    (use === undefined || use === "sig") &&
    Array.isArray(operations) &&
    operations.includes("verify") &&
    d === undefined
  )
}

function publicKey({ kty, crv, n, e, x, y }: Jwk): KeyObject | null {
  const { createPublicKey } = process.getBuiltinModule("node:crypto")
  const members = Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => typeof value === "string")
  const made = Result.try(() => createPublicKey({ key: Object.fromEntries(members), format: "jwk" }))
  return Result.isSuccess(made) && isSafe(made.success) ? made.success : null
}

// RFC 7518 §3.3 asks 2048 bits; above 8192 a signature takes more than a millisecond. An exponent of 1 signs by itself.
function isSafe({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType !== "rsa") return true
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {}
  return modulusLength >= 2048 && modulusLength <= 8192 && publicExponent >= 3n && publicExponent % 2n === 1n
}

function holding(key: KeyObject): VerificationKey["holds"] {
  const { verify } = process.getBuiltinModule("node:crypto")
  // JWS has the two numbers of ECDSA side by side (RFC 7518 §3.4), OpenSSL as DER.
  const input = { key, dsaEncoding: "ieee-p1363" } as const
  return (algorithm, signed, signature) =>
    Result.getOrElse(
      Result.try(() => verify(schemes[algorithm].digest, signed, input, signature)),
      () => false
    )
}

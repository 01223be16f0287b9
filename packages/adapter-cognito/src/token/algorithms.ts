/** The signatures that are taken (RFC 7518 §3, RFC 8037 §3.1): asymmetric ones. No name stands for a shared secret, or for none. */

/** What an algorithm asks of a key, and how it signs. */
interface Scheme {
  /** Of a JWK: `kty`, and `crv` where its keys lie on a curve. */
  readonly keyType: "RSA" | "EC" | "OKP"
  readonly curve: string | null
  /** As OpenSSL names it; null where the scheme brings its own. */
  readonly digest: string | null
}

/** The algorithms by their names in a token's header. */
export const schemes = {
  RS256: { keyType: "RSA", curve: null, digest: "sha256" },
  RS384: { keyType: "RSA", curve: null, digest: "sha384" },
  RS512: { keyType: "RSA", curve: null, digest: "sha512" },
  ES256: { keyType: "EC", curve: "P-256", digest: "sha256" },
  ES384: { keyType: "EC", curve: "P-384", digest: "sha384" },
  ES512: { keyType: "EC", curve: "P-521", digest: "sha512" },
  EdDSA: { keyType: "OKP", curve: "Ed25519", digest: null }
} as const satisfies Readonly<Record<string, Scheme>>

/** The name of an algorithm whose signatures can be taken. */
export type Algorithm = keyof typeof schemes

/** Whether something names one of them. */
export const isAlgorithm = (name: unknown): name is Algorithm =>
  typeof name === "string" && Object.hasOwn(schemes, name)

/** Those that keys of this type, on this curve, sign with. */
export const algorithmsOf = (keyType: unknown, curve: unknown): ReadonlyArray<Algorithm> =>
  Object.keys(schemes)
    .filter(isAlgorithm)
    .filter((name) => schemes[name].keyType === keyType && (schemes[name].curve ?? curve) === curve)

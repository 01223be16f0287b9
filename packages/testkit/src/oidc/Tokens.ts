// @effect-diagnostics globalDate:off
/** The tokens of an issuer: its keys, what it signs, and what it has taken back. */
import { randomUUID } from "node:crypto"
import type { Claims } from "@pgcrest/core"
import { type Algorithm, type Jwk, makeKey, type SigningKey, signText } from "./SigningKey.ts"

/** How one token differs from an ordinary one. */
export interface SignOptions {
  /** Members of the header beside or instead of `alg`, `kid` and `typ`; one that is undefined is left out. */
  readonly header?: Readonly<Record<string, unknown>>
  /** Signs with the newest key of this algorithm, which is made where there is none. */
  readonly algorithm?: Algorithm
  /** Signs with this key, whosever it is. */
  readonly key?: SigningKey
}

/** How keys change. */
export interface RotateOptions {
  readonly algorithm?: Algorithm
  /** Whether tokens of the older keys still count. Default true. */
  readonly keep?: boolean
}

const hour = 3600

/** Signs, keeps what it has signed, and takes tokens back. */
export class Tokens {
  readonly issuer: string
  #keys: ReadonlyArray<SigningKey> = []
  #count = 0
  readonly #signed = new Map<string, Claims>()
  readonly #revoked = new Set<string>()

  constructor(issuer: string, algorithm: Algorithm) {
    this.issuer = issuer
    this.rotate({ algorithm })
  }

  /** The public keys, the newest first. */
  readonly jwks = (): { readonly keys: ReadonlyArray<Jwk> } => ({ keys: this.#keys.map(({ jwk }) => jwk) })

  readonly rotate = ({ algorithm = "RS256", keep = true }: RotateOptions = {}): SigningKey => {
    const key = makeKey(`key-${++this.#count}`, algorithm)
    this.#keys = [key, ...(keep ? this.#keys : [])]
    return key
  }

  /** An object of claims is filled up with `iss`, `iat` and an `exp` in an hour; a text is signed as it is. */
  readonly sign = (claims: Claims | string, { header, algorithm, key }: SignOptions = {}): string => {
    const by = key ?? this.#keyOf(algorithm)
    const head = { alg: by.algorithm, kid: by.kid, typ: "JWT", ...header }
    if (typeof claims === "string") return signText(JSON.stringify(head), claims, by)
    const now = Math.floor(Date.now() / 1000)
    const payload = { iss: this.issuer, iat: now, exp: now + hour, ...claims }
    const token = signText(JSON.stringify(head), JSON.stringify(payload), by)
    this.#signed.set(token, payload)
    return token
  }

  /** An access token of a client's own (RFC 6749 §4.4, RFC 9068). */
  readonly machine = (clientId: string, scope: string, audience: string): string =>
    this.sign(
      { sub: clientId, client_id: clientId, aud: audience, scope, jti: randomUUID() },
      { header: { typ: "at+jwt" } }
    )

  readonly revoke = (token: string): void => {
    this.#revoked.add(token)
  }

  /** What it says of a token (RFC 7662 §2.2): nothing but that it is not active, of one that is not, and of whatever it has not signed. */
  readonly introspect = (token: string): Claims => {
    const claims = this.#signed.get(token)
    const isLive = Number(claims?.["exp"]) > Date.now() / 1000 && !this.#revoked.has(token)
    return claims !== undefined && isLive ? { ...claims, active: true } : { active: false }
  }

  #keyOf(algorithm: Algorithm | undefined): SigningKey {
    const known = this.#keys.find((key) => algorithm === undefined || key.algorithm === algorithm)
    return known ?? this.rotate(algorithm === undefined ? {} : { algorithm })
  }
}

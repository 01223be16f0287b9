/** Whether claims that an issuer has signed are for this api, and valid now (RFC 7519 §4.1, RFC 9068 §4). */
import type { Claims, Refusal } from "@pgcrest/core"

/** For whom tokens of an issuer must be; at least one of the two says something. */
export interface Recipients {
  /** `aud` must name one of these; null where it is not asked. */
  readonly audience: ReadonlySet<string> | null
  /** The clients whose tokens are taken, by `client_id` and `azp`; null where it is not asked. */
  readonly clients: ReadonlySet<string> | null
}

/** For whom a token must be, by its claim `token_use` where its issuer tells uses apart. */
export type Expectation =
  | ({ readonly _tag: "Any" } & Recipients)
  /** Keys are the uses that are taken. */
  | { readonly _tag: "ByUse"; readonly uses: Readonly<Partial<Record<string, Recipients>>> }

/** The time to judge by, in seconds, and how far clocks may be apart. */
export interface Moment {
  readonly now: number
  readonly leeway: number
}

const longestSubject = 512

/** Why these claims count for nothing; null if they count. */
export const judgeClaims = (claims: Claims, expected: Expectation, moment: Moment): Refusal | null => {
  const recipients = expected._tag === "Any" ? expected : recipientsOf(claims["token_use"], expected.uses)
  if (recipients === undefined) return "token-use"
  if (!isFor(claims, recipients)) return "audience"
  const { sub } = claims
  if (typeof sub !== "string" || sub === "" || sub.length > longestSubject) return "malformed"
  return untimely(claims, moment)
}

function recipientsOf(use: unknown, uses: Readonly<Partial<Record<string, Recipients>>>) {
  return typeof use === "string" && Object.hasOwn(uses, use) ? uses[use] : undefined
}

function isFor({ aud, client_id, azp }: Claims, { audience, clients }: Recipients): boolean {
  const audiences: ReadonlyArray<unknown> = Array.isArray(aud) ? aud : [aud]
  if (audience !== null && !audiences.some((one) => isIn(audience, one))) return false
  if (clients === null) return true
  const named = [client_id, azp].filter((name) => name !== undefined)
  return named.length > 0 && named.every((name) => isIn(clients, name))
}

function isIn(allowed: ReadonlySet<string>, name: unknown): boolean {
  return typeof name === "string" && allowed.has(name)
}

// Numbers of seconds; `nbf` and `iat` may be absent, `exp` may not.
function untimely({ exp, nbf, iat }: Claims, { now, leeway }: Moment): Refusal | null {
  if (!isInstant(exp)) return "malformed"
  if (exp <= now - leeway) return "expired"
  for (const since of [nbf, iat]) {
    if (since === undefined) continue
    if (!isInstant(since)) return "malformed"
    if (since > now + leeway) return "not-yet-valid"
  }
  return null
}

function isInstant(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value)
}

/** What issuers said of tokens, for as long as it counts; the tokens themselves are nowhere in here. */
import { makeKept } from "../kept/kept.ts"

export interface Verdicts {
  /** What still counts; null where the issuer must be asked. */
  readonly known: (key: string, now: number) => boolean | null
  /** `expiry` is that of the token, in milliseconds since 1970; null where it is not known. */
  readonly keep: (key: string, revoked: boolean, now: number, expiry: number | null) => void
}

const hour = 3_600_000

/** A token that was taken back stays so for good; one that counts is asked about again after `cacheMillis`. */
export const makeVerdicts = (cacheMillis: number, cacheSize: number): Verdicts => {
  const kept = makeKept<boolean>(cacheSize)
  return {
    known: (key, now) => {
      const entry = kept.get(key)
      return entry !== undefined && now < entry.until ? entry.value : null
    },
    keep: (key, revoked, now, expiry) => {
      const until = revoked ? (expiry ?? now + hour) : Math.min(now + cacheMillis, expiry ?? Infinity)
      kept.put(key, { value: revoked, until })
    }
  }
}

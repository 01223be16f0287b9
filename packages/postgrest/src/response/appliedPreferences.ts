/** Which preferences an answer honours (RFC 7240 §3), in the order in which PostgREST tells them. */
import type { Preferences } from "../http/Preferences.ts"

/** Those that mean something where they were sent. */
export type Honoured = Partial<Omit<Preferences, "unknown">>

/** The value of Preference-Applied, "" for none. */
export const appliedPreferences = (honoured: Honoured): string => {
  const { count, handling, maxAffected, missing, resolution, timezone, tx, return: returned } = honoured
  const told = {
    resolution,
    missing,
    return: returned,
    count,
    tx,
    handling,
    timezone,
    "max-affected": maxAffected
  }
  return Object.entries(told)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(", ")
}

/** Those that mean something where nothing is written. */
export const honouredByReads = ({ count, handling, timezone }: Preferences): Honoured => ({
  ...(count === undefined ? {} : { count }),
  ...(handling === undefined ? {} : { handling }),
  ...(timezone === undefined ? {} : { timezone })
})

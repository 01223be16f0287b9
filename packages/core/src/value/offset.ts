/** Offsets from UTC as text: `Z`, `+02`, `-03:30`, `+0530`, `+00:19:32`. */

const grammar = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/u

/** How many seconds a clock is ahead of UTC, less than a day; null for what is no offset. */
export const secondsOfOffset = (text: string): number | null => {
  if (text === "Z" || text === "z") return 0
  const [, sign, hours = "24", minutes = "00", seconds = "00"] = grammar.exec(text) ?? []
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return sign === "-" && size > 0 ? -size : size
}

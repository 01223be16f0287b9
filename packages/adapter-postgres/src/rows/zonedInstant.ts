// @effect-diagnostics globalDate:off
/** PostgreSQL's text of an instant in the session's time zone, told in UTC. */

// A zone's offset had seconds before its time was standardised, and near the ends of the calendar its year is another one.
const grammar =
  /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/u

/** RFC 3339 from year 1 to 9999, microseconds kept; what is no such instant stays as it is. */
export const zonedInstant = (text: string): string => {
  const [whole, year, month, day, hour, minute, second, fraction = "", sign, ...rest] =
    grammar.exec(text) ?? []
  if (whole === undefined) return text
  const [hours = 0, minutes = 0, seconds = 0] = rest.slice(0, 3).map((part = "0") => Number(part))
  const local = new Date(0)
  local.setUTCFullYear(
    rest[3] === undefined ? Number(year) : 1 - Number(year),
    Number(month) - 1,
    Number(day)
  )
  local.setUTCHours(Number(hour), Number(minute), Number(second))
  const offset = (hours * 3600 + minutes * 60 + seconds) * (sign === "-" ? -1000 : 1000)
  const utc = new Date(local.getTime() - offset)
  const isTold = utc.getUTCFullYear() >= 1 && utc.getUTCFullYear() <= 9999
  return isTold ? `${utc.toISOString().slice(0, 19)}${fraction}Z` : text
}

/** The library's calendar: instants as milliseconds since 1970, and their text. */
import * as DateTime from "effect/DateTime"

/** One day, in milliseconds. */
export const day = 86_400_000

/** The first day of the records, 2 January 2024, 00:00 UTC. */
const firstDay = 1_704_153_600_000

/** When the records end, 1 January 2026, 00:00 UTC: what happens later has not happened. */
export const end = 1_767_225_600_000

const opening = day * (9 / 24)
const openHours = day * (9 / 24)

/**
 * An instant between 09:00 and 18:00 UTC, at this fraction (0 to 1) of all opening hours of `days` days, counted from
 * `first` days after the first day. A larger fraction is a later instant.
 */
export const whileOpen = (first: number, days: number, fraction: number): number => {
  const position = Math.floor(fraction * days * openHours)
  return firstDay + (first + Math.floor(position / openHours)) * day + opening + (position % openHours)
}

/** An instant in opening hours, this many days after the given one. */
export const daysLater = (instant: number, days: number, fraction: number): number =>
  whileOpen(Math.floor((instant - firstDay) / day) + days, 1, fraction)

/** RFC 3339 in UTC, with milliseconds. */
export const instantText = (instant: number): string => DateTime.formatIso(DateTime.makeUnsafe(instant))

/** The day in UTC, as `YYYY-MM-DD`. */
export const dateText = (instant: number): string => instantText(instant).slice(0, 10)

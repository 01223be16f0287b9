/** Days of the Gregorian calendar, before its own time too, as PostgreSQL counts them: the year 0 is 1 BC. */

/** A day by its year, its month from 1 and its day of the month from 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** How many days it is after 1970-01-01; null where the month has no such day. */
export const daysOf = ({ year, month, day }: CalendarDay): number | null => {
  if (month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) return null
  // Years that begin in March, so that leap days come last, in eras of 400 years.
  const from = month > 2 ? year : year - 1
  const era = Math.floor(from / 400)
  const ofEra = from - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** The day so many days after 1970-01-01. */
export const calendarDay = (days: number): CalendarDay => {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const day = shifted - era * 146_097
  const year = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365
  )
  const ofYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const month = Math.floor((5 * ofYear + 2) / 153)
  const ofMonth = ofYear - Math.floor((153 * month + 2) / 5) + 1
  const inNextYear = month >= 10
  return {
    year: year + era * 400 + (inNextYear ? 1 : 0),
    month: month + (inNextYear ? -9 : 3),
    day: ofMonth
  }
}

function lengthOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** ISBN-13s that are valid in form and belong to no book. */

/**
 * The thirteen digits for the book with this index (0 to 99,999). They lie in 979-8-000 and are counted, not looked up:
 * prefix and check digit are right, but nothing is claimed about the ISBN of any real edition.
 */
export const isbnOf = (index: number): string => {
  const digits = `9798000${String(index).padStart(5, "0")}`
  return `${digits}${checkDigit(digits)}`
}

/** The check digit for the first twelve digits: weights 1 and 3 in turn, modulo 10. */
export const checkDigit = (twelve: string): number => {
  const sum = Array.from(twelve, Number).reduce(
    (total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3),
    0
  )
  return (10 - (sum % 10)) % 10
}

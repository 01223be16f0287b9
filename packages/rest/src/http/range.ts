/** The header Range in records (RFC 9110 §14.2): one part of a list, from a first record to a last one. */

/** Both counted from 0; `last` is null where the part has no end. */
export interface ItemRange {
  readonly first: number
  readonly last: number | null
}

/** `items=0-24` or `0-24`; what is behind all numbers is behind all records. Null for what is no such part: other units, several parts, the last ones, the wrong way round. */
export const parseRange = (lines: ReadonlyArray<string> | undefined): ItemRange | null => {
  const [line = "", ...more] = lines ?? []
  const [whole, from = "", to = ""] = /^\s*(?:items\s*=\s*)?(\d{1,100})-(\d{0,100})\s*$/iu.exec(line) ?? []
  if (whole === undefined || more.length > 0) return null
  const [first, last] = [bounded(from), to === "" ? null : bounded(to)]
  return last !== null && last < first ? null : { first, last }
}

function bounded(digits: string): number {
  return Math.min(Number(digits), 999_999_999_999_999)
}

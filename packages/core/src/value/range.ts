/** Ranges: what lies between two values of a type, one text for each. */
import * as Result from "effect/Result"
import type { Cell } from "./ColumnType.ts"
import { joinRange, type RangeText, splitRange } from "./rangeText.ts"
import { compareText } from "./text.ts"

/** What a range asks of its bounds. */
export interface Bounds {
  readonly parse: (text: string) => Result.Result<Cell, string>
  readonly compare: (left: Cell, right: Cell) => number
  readonly textOf: (cell: Cell) => string
  /** The value that follows, of itself where none can; null behind the last. Only for ranges that PostgreSQL counts in steps. */
  readonly next: ((cell: Cell) => Cell | null) | null
}

/** One end of a range; its value is null where there is no end. */
export interface Bound {
  readonly side: "lower" | "upper"
  readonly value: Cell
  readonly inclusive: boolean
}

/** The values between two ends, at least one. */
export interface Range {
  readonly lower: Bound
  readonly upper: Bound
}

/** A range as its one text: `empty`, or with bounds in the text of their type, `[1,3)` where those can be counted. */
export const parseRange = (text: string, of: Bounds): Result.Result<string, string> => {
  const split = splitRange(text)
  return split === null ? notARange : Result.map(rangeOf(split, of), (range) => renderRange(range, of))
}

/** Orders by lower bound, then by upper; the empty one comes first. */
export const compareRanges = (left: string, right: string, of: Bounds): number => {
  const [a, b] = [readRange(left, of), readRange(right, of)]
  if (a === undefined || b === undefined) return compareText(left, right)
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : compareBoth(a, b, of)
}

/** What a range's text spans, as a list: none where it is empty. */
export const partsOfRange = (text: string, of: Bounds): ReadonlyArray<Range> => {
  const range = readRange(text, of)
  return range == null ? [] : [range]
}

/** What a text's bounds span; null for nothing. Fails with the rule that is broken. */
export const rangeOf = (text: RangeText, of: Bounds): Result.Result<Range | null, string> => {
  if (text === "empty") return Result.succeed(null)
  const [lower, upper] = [readBound(text.lower, of), readBound(text.upper, of)]
  if (Result.isFailure(lower)) return Result.fail(lower.failure)
  if (Result.isFailure(upper)) return Result.fail(upper.failure)
  const range: Range = {
    lower: { side: "lower", value: lower.success, inclusive: text.lowerInclusive && text.lower !== null },
    upper: { side: "upper", value: upper.success, inclusive: text.upperInclusive && text.upper !== null }
  }
  const size = compareValues(range.lower, range.upper, of)
  if (size > 0) return Result.fail("must not begin behind its end")
  return isNothing(range, size) ? Result.succeed(null) : counted(range, of)
}

/** The text of a range. */
export const renderRange = (range: Range | null, { textOf }: Bounds): string => {
  if (range === null) return joinRange("empty")
  const { lower, upper } = range
  return joinRange({
    lower: lower.value === null ? null : textOf(lower.value),
    upper: upper.value === null ? null : textOf(upper.value),
    lowerInclusive: lower.inclusive,
    upperInclusive: upper.inclusive
  })
}

/** Orders two ranges that are not empty. */
export const compareBoth = (left: Range, right: Range, of: Bounds): number =>
  compareBounds(left.lower, right.lower, of) || compareBounds(left.upper, right.upper, of)

/** Orders two ends of one side: an exclusive one leaves its value out. */
export const compareBounds = (left: Bound, right: Bound, of: Bounds): number => {
  const order = compareValues(left, right, of)
  if (order !== 0 || left.inclusive === right.inclusive) return order
  return left.inclusive === (left.side === "lower") ? -1 : 1
}

/** Orders ends by their values alone; no end is before or behind all, by its side. */
export const compareValues = (left: Bound, right: Bound, { compare }: Bounds): number => {
  if (left.value !== null && right.value !== null) return compare(left.value, right.value)
  return endless(left) - endless(right)
}

const notARange = Result.fail("must be a range such as [1,3), with its bounds between brackets")

function readRange(text: string, of: Bounds): Range | null | undefined {
  const split = splitRange(text)
  return split === null ? undefined : Result.getOrElse(rangeOf(split, of), () => undefined)
}

function readBound(text: string | null, { parse }: Bounds): Result.Result<Cell, string> {
  if (text === null) return Result.succeed(null)
  const exact = parse(text)
  // `[1, 3)` is what people write.
  const bound = Result.isSuccess(exact) ? exact : parse(text.trim())
  return Result.mapError(bound, (rule) => `has a bound that ${rule}`)
}

function endless({ side, value }: Bound): number {
  return value !== null ? 0 : side === "lower" ? -1 : 1
}

function isNothing({ lower, upper }: Range, size: number): boolean {
  return size === 0 && !(lower.inclusive && upper.inclusive)
}

/** The first value inside, and the first behind: one text for [1,2] and (0,3). */
function counted(range: Range, of: Bounds): Result.Result<Range | null, string> {
  const { next } = of
  if (next === null) return Result.succeed(range)
  const lower = range.lower.inclusive ? range.lower : stepped(range.lower, true, next)
  const upper = range.upper.inclusive ? stepped(range.upper, false, next) : range.upper
  if (lower === null || upper === null) return Result.fail("must end before the last value of its type")
  const whole = { lower, upper }
  return Result.succeed(isNothing(whole, compareValues(lower, upper, of)) ? null : whole)
}

function stepped(bound: Bound, inclusive: boolean, next: (cell: Cell) => Cell | null): Bound | null {
  if (bound.value === null) return bound
  const value = next(bound.value)
  if (value === null) return null
  return value === bound.value ? bound : { ...bound, value, inclusive }
}

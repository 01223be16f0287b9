/** Multiranges: ranges in order, with a gap between each two, one text for each set of values. */
import * as Result from "effect/Result"
import {
  type Bounds,
  compareBoth,
  compareBounds,
  compareValues,
  type Range,
  rangeOf,
  renderRange
} from "./range.ts"
import { splitMultirange } from "./rangeText.ts"
import { compareText } from "./text.ts"

/** A multirange as its one text, `{[1,3),[5,7)}`: empty ranges are left out, those that touch are one. */
export const parseMultirange = (text: string, of: Bounds): Result.Result<string, string> =>
  Result.map(rangesOf(text, of), (ranges) => `{${ranges.map((range) => renderRange(range, of)).join()}}`)

/** Orders by the first range that differs; a multirange comes before one that goes on. */
export const compareMultiranges = (left: string, right: string, of: Bounds): number => {
  const [a, b] = [rangesOf(left, of), rangesOf(right, of)]
  if (Result.isFailure(a) || Result.isFailure(b)) return compareText(left, right)
  for (const [at, range] of a.success.entries()) {
    const other = b.success[at]
    const order = other === undefined ? 1 : compareBoth(range, other, of)
    if (order !== 0) return order
  }
  return a.success.length - b.success.length
}

/** The ranges that a multirange's text is made of. */
export const partsOfMultirange = (text: string, of: Bounds): ReadonlyArray<Range> =>
  Result.getOrElse(rangesOf(text, of), () => [])

const notAMultirange = Result.fail("must be ranges between braces, such as {[1,3),[5,7)}")

function rangesOf(text: string, of: Bounds): Result.Result<ReadonlyArray<Range>, string> {
  const texts = splitMultirange(text)
  if (texts === null) return notAMultirange
  const ranges: Array<Range> = []
  for (const one of texts) {
    const range = rangeOf(one, of)
    if (Result.isFailure(range)) return Result.fail(range.failure)
    if (range.success !== null) ranges.push(range.success)
  }
  return Result.succeed(merged(ranges, of))
}

function merged(ranges: ReadonlyArray<Range>, of: Bounds): ReadonlyArray<Range> {
  const apart: Array<Range> = []
  for (const range of ranges.toSorted((a, b) => compareBoth(a, b, of))) {
    const last = apart.at(-1)
    if (last === undefined || !touches(last, range, of)) apart.push(range)
    else apart[apart.length - 1] = union(last, range, of)
  }
  return apart
}

/** Of two bounds that are equal, such as 1.0 and 1.00, PostgreSQL keeps the later one. */
function union(last: Range, range: Range, of: Bounds): Range {
  return {
    lower: compareBounds(last.lower, range.lower, of) < 0 ? last.lower : range.lower,
    upper: compareBounds(last.upper, range.upper, of) > 0 ? last.upper : range.upper
  }
}

/** Whether nothing lies between a range and one that begins no earlier. */
function touches({ upper }: Range, { lower }: Range, of: Bounds): boolean {
  const order = compareValues(upper, lower, of)
  return order > 0 || (order === 0 && (upper.inclusive || lower.inclusive))
}

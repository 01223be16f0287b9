/** How ranges stand to each other, and multiranges: each as the ranges that it is made of, in order, with a gap between each two. */
import type { Cell } from "./ColumnType.ts"
import { type Bound, type Bounds, compareBounds, compareValues, type Range } from "./range.ts"
import type { Relation, Relations } from "./Relations.ts"

type Ranges = ReadonlyArray<Range>
type Related = (left: Ranges, right: Ranges, of: Bounds) => boolean

/** PostgreSQL's operators of ranges, over what a cell is made of; nothing is left or right of what is empty. */
export const rangeRelations = (rangesOf: (cell: Cell) => Ranges, of: Bounds): Relations => {
  const over = (relation: Relation) => (left: Cell, right: Cell) =>
    related[relation](rangesOf(left), rangesOf(right), of)
  return {
    cs: over("cs"),
    cd: over("cd"),
    ov: over("ov"),
    sl: over("sl"),
    sr: over("sr"),
    nxr: over("nxr"),
    nxl: over("nxl"),
    adj: over("adj")
  }
}

const related: Readonly<Record<Relation, Related>> = {
  cs: contains,
  cd: (left, right, of) => contains(right, left, of),
  ov: (left, right, of) => left.some((a) => right.some((b) => meets(a, b, of) && meets(b, a, of))),
  sl: isBefore,
  sr: (left, right, of) => isBefore(right, left, of),
  nxr: (left, right, of) =>
    isBoth(left.at(-1), right.at(-1), (a, b) => compareBounds(a.upper, b.upper, of) <= 0),
  nxl: (left, right, of) => isBoth(left[0], right[0], (a, b) => compareBounds(a.lower, b.lower, of) >= 0),
  adj: (left, right, of) =>
    isBoth(left.at(-1), right[0], (a, b) => isFollowed(a.upper, b.lower, of)) ||
    isBoth(right.at(-1), left[0], (a, b) => isFollowed(a.upper, b.lower, of))
}

function contains(outer: Ranges, inner: Ranges, of: Bounds): boolean {
  return inner.every((one) =>
    outer.some(
      ({ lower, upper }) =>
        compareBounds(lower, one.lower, of) <= 0 && compareBounds(upper, one.upper, of) >= 0
    )
  )
}

function isBefore(left: Ranges, right: Ranges, of: Bounds): boolean {
  return isBoth(left.at(-1), right[0], (a, b) => !meets(b, a, of))
}

/** Whether a range begins no later than another ends. */
function meets({ lower }: Range, { upper }: Range, of: Bounds): boolean {
  const order = compareValues(lower, upper, of)
  return order < 0 || (order === 0 && lower.inclusive && upper.inclusive)
}

/** Whether nothing lies between an end and a beginning, and nothing is in both. */
function isFollowed(upper: Bound, lower: Bound, of: Bounds): boolean {
  return compareValues(upper, lower, of) === 0 && upper.inclusive !== lower.inclusive
}

function isBoth(
  left: Range | undefined,
  right: Range | undefined,
  holds: (a: Range, b: Range) => boolean
): boolean {
  return left !== undefined && right !== undefined && holds(left, right)
}

/** Which rows of a table are asked for: `limit` and `offset`, and the header Range, which narrows them. */
import * as Result from "effect/Result"
import type { WireFailure } from "../problem/WireFailure.ts"

/** Counted from 0; `limit` is null for as many as there may be. */
export interface RowRange {
  readonly offset: number
  readonly limit: number | null
}

/** As they were sent. */
interface Asked {
  readonly limit: string | undefined
  readonly offset: string | undefined
  /** The header, where it counts: of a GET. */
  readonly header: string | undefined
}

type Parsed = Result.Result<RowRange, WireFailure>

/** A malformed header is left aside, as HTTP has it; malformed words are not. */
export const parseRowRange = ({ header, limit, offset }: Asked): Parsed =>
  Result.flatMap(words(limit, offset), (range) => {
    const [, first, last = ""] = /^(\d{1,15})-(\d{0,15})$/u.exec(header?.trim() ?? "") ?? []
    return first === undefined ? Result.succeed(range) : within(range, Number(first), last)
  })

function words(limit: string | undefined, offset: string | undefined): Parsed {
  if (limit !== undefined && /^-\d+$/u.test(limit))
    return unsatisfiable("Limit should be greater than or equal to zero.")
  for (const [name, text] of Object.entries({ limit, offset }))
    if (text !== undefined && !/^\d{1,15}$/u.test(text))
      return Result.fail({
        _tag: "QueryUnparsed",
        what: name,
        text,
        at: 1,
        rule: `"${name}" must be a whole number, 0 or more`
      })
  return Result.succeed({
    offset: Number(offset ?? "0"),
    limit: limit === undefined ? null : Number(limit)
  })
}

/** What is in both; no row at all is asked for by `limit=0` alone. */
function within(range: RowRange, first: number, last: string): Parsed {
  if (range.limit === 0) return Result.succeed(range)
  if (last !== "" && Number(last) < first) return reversed
  const end = Math.min(
    last === "" ? Number.POSITIVE_INFINITY : Number(last),
    range.limit === null ? Number.POSITIVE_INFINITY : range.offset + range.limit - 1
  )
  const offset = Math.max(range.offset, first)
  if (end < offset) return unsatisfiable("Limit should be greater than or equal to zero.")
  return Result.succeed({ offset, limit: end === Number.POSITIVE_INFINITY ? null : end - offset + 1 })
}

function unsatisfiable(why: string): Parsed {
  return Result.fail({ _tag: "RangeUnsatisfiable", why, total: null })
}

const reversed = unsatisfiable(
  "The lower boundary must be lower than or equal to the upper boundary in the Range header."
)

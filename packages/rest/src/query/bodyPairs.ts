/** A query that a body holds, as the pairs of a query string: a form has those very pairs, JSON a member for each parameter. */
import { unstorable } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "./Parameter.ts"

type Parsed = Result.Result<Pairs, RequestFailure>
type Members = Readonly<Record<string, unknown>>

/** `a=eq.1&b=eq.2`; null where an escape is malformed. */
export const formPairs = (form: string): Pairs | null => {
  const pairs: Array<Pairs[number]> = []
  for (const piece of form.split("&")) {
    if (piece === "") continue
    const at = piece.includes("=") ? piece.indexOf("=") : piece.length
    const name = decoded(piece.slice(0, at))
    const value = decoded(piece.slice(at + 1))
    if (name === null || value === null) return null
    pairs.push([name, value])
  }
  return pairs
}

/** Each member is a text, a list of texts for a parameter that comes several times, or a whole number where one is asked for. */
export const memberPairs = (members: Members): Parsed => {
  const pairs: Array<Pairs[number]> = []
  for (const [name, member] of Object.entries(members)) {
    const takesNumber = name === "limit" || name === "offset"
    const values: ReadonlyArray<unknown> = Array.isArray(member) ? member : [member]
    if (values.length === 0) return refused(name, takesNumber)
    for (const value of values) {
      const text = takesNumber && typeof value === "number" ? String(value) : value
      if (typeof text !== "string") return refused(name, takesNumber)
      pairs.push([name, text])
    }
  }
  return Result.succeed(pairs)
}

/** The same pairs, of which none holds what no database could: a gateway refuses it in a query string. */
export const storablePairs = (pairs: Pairs): Parsed => {
  for (const [name, value] of pairs) {
    const rule = unstorable(name) ?? unstorable(value)
    if (rule !== null) return Result.fail(queryInvalid(name.slice(0, 100), "encoding", rule))
  }
  return Result.succeed(pairs)
}

function decoded(part: string): string | null {
  const text = part.replaceAll("+", " ")
  return text.includes("%") ? Result.getOrNull(Result.try(() => decodeURIComponent(text))) : text
}

function refused(name: string, takesNumber: boolean): Result.Result<never, RequestFailure> {
  const rule = takesNumber ? "must be a whole number" : "must be a text, or a list of texts, one at least"
  return Result.fail(queryInvalid(name.slice(0, 100), "type", rule))
}

/** The words `limit`, `offset` and `cursor`: which part of the records is asked for. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import type { Words } from "./Place.ts"

type Parsed<A> = Result.Result<A, RequestFailure>

/** How much is asked for, as far as it is said. */
export type Part = Pick<QuerySyntax.RelatedSyntax, "limit" | "offset">

/** Null for what is not said. */
export const parsePart = (words: Words, { largestPage }: Limits): Parsed<Part> => {
  const limit = natural(words, "limit")
  if (limit === undefined || (limit ?? 0) > largestPage)
    return outOfRange(words, "limit", `must be a whole number from 0 to ${largestPage}`)
  const offset = natural(words, "offset")
  return offset === undefined
    ? outOfRange(words, "offset", "must be a whole number, 0 or more")
    : Result.succeed({ limit, offset })
}

/** Of a list; a cursor tells by itself how many records are passed over. */
export const parsePage = (words: Words, limits: Limits): Parsed<QuerySyntax.PageSyntax> => {
  const cursor = words.get("cursor")
  if (cursor !== undefined && words.has("offset"))
    return Result.fail(queryInvalid(cursor.parameter, "conflict", "is not taken together with offset"))
  return Result.map(parsePart(words, limits), ({ limit, offset }) => ({
    limit: limit ?? limits.defaultPage,
    offset: offset ?? 0,
    cursor: cursor?.text ?? null
  }))
}

/** Undefined for what is no such number, or too large for one. */
function natural(words: Words, word: "limit" | "offset"): number | null | undefined {
  const { text } = words.get(word) ?? {}
  if (text === undefined) return null
  return /^\d{1,15}$/u.test(text) ? Number(text) : undefined
}

function outOfRange(words: Words, word: "limit" | "offset", rule: string): Parsed<never> {
  return Result.fail(queryInvalid(words.get(word)?.parameter ?? word, "range", rule))
}

/** Addresses that take a few words of the grammar, or none. */
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs, Word, Written } from "./Parameter.ts"
import type { Words } from "./Place.ts"

/** These words, each once, and nothing else. */
export const onlyWords = (
  pairs: Pairs,
  allowed: ReadonlyArray<Word>
): Result.Result<Words, RequestFailure> => {
  const words = new Map<Word, Written>()
  for (const [parameter, text] of pairs) {
    const word = allowed.find((one) => one === parameter)
    if (word === undefined) return Result.fail(notTaken(parameter))
    if (words.has(word)) return Result.fail(queryRepeated(word))
    words.set(word, { parameter, text })
  }
  return Result.succeed(words)
}

/** A write has no parameters. */
export const parseNoQuery = (pairs: Pairs): Result.Result<unknown, RequestFailure> => onlyWords(pairs, [])

/** What has a meaning elsewhere, or none. */
export const notTaken = (key: string): RequestFailure =>
  queryInvalid(key.slice(0, 100), "unknown", "is not taken at this address")

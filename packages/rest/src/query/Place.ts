/** The parameters of a query, sorted by the place that they ask about. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { type Pairs, type Parameter, parameterOf, type Word, type Written } from "./Parameter.ts"
import { parseFilter } from "./parseFilter.ts"

/** The words of the grammar at one place, each once, and in which parameter each was written. */
export type Words = ReadonlyMap<Word, Written>

/** What is asked about the records themselves, or those of a relation. */
export interface Place {
  /** The relations that lead there; none to the records themselves. */
  readonly at: ReadonlyArray<string>
  readonly words: Words
  readonly filters: ReadonlyArray<QuerySyntax.Filtering>
}

/** A query by its places, that of the records themselves first. */
export type Places = readonly [Place, ...ReadonlyArray<Place>]

/** A repeated filter is AND, a repeated word of the grammar an error. */
export const placesOf = (pairs: Pairs, limits: Limits): Result.Result<Places, RequestFailure> => {
  const root = makePlace([])
  const related = new Map<string, OpenPlace>()
  for (const [key, text] of pairs) {
    const parameter = parameterOf(key, limits)
    if (parameter === null) return Result.fail(unknownParameter(key))
    const place = parameter.at.length === 0 ? root : placeAt(related, parameter.at)
    const failure = put(place, parameter, { text, limits })
    if (failure !== null) return Result.fail(failure)
  }
  return Result.succeed([root, ...related.values()])
}

interface OpenPlace extends Place {
  readonly words: Map<Word, Written>
  readonly filters: Array<QuerySyntax.Filtering>
}

/** What is neither a word of the grammar nor could be a field. */
function unknownParameter(key: string): RequestFailure {
  return queryInvalid(key.slice(0, 100), "unknown", "is neither a field nor a word of the query grammar")
}

function makePlace(at: Place["at"]): OpenPlace {
  return { at, words: new Map(), filters: [] }
}

function placeAt(places: Map<string, OpenPlace>, at: Place["at"]): OpenPlace {
  const key = JSON.stringify(at)
  const place = places.get(key) ?? makePlace(at)
  places.set(key, place)
  return place
}

/** What is wrong with the parameter, or null. */
function put(
  { filters, words }: OpenPlace,
  { asks, name }: Parameter,
  { limits, text }: { readonly text: string; readonly limits: Limits }
): RequestFailure | null {
  if (asks._tag === "Word") {
    if (words.has(asks.word)) return queryRepeated(name)
    words.set(asks.word, { parameter: name, text })
    return null
  }
  const filter = parseFilter({ parameter: name, asks, text }, limits)
  if (Result.isFailure(filter)) return filter.failure
  filters.push({ parameter: name, filter: filter.success })
  return null
}

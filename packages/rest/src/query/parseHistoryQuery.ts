/** The query string of a history: which changes are told, which fields of each, and its page. */
import {
  type ChangeField,
  changeFields,
  type ChangesSyntax,
  chosenFields,
  type QuerySyntax
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { notTaken } from "./onlyWords.ts"
import { type Pairs, type Parameter, parameterOf, type Word, type Written } from "./Parameter.ts"
import { parseFilter } from "./parseFilter.ts"
import { parseNames } from "./parseNames.ts"
import { parsePage } from "./parsePage.ts"
import { repeatedField, unknownField } from "./queryFailure.ts"

type Parsed<A> = Result.Result<A, RequestFailure>

/** What is asked of a history, as it was written. */
export interface HistorySyntax extends ChangesSyntax {
  /** Null for whole changes. */
  readonly select: ReadonlyArray<ChangeField> | null
  readonly page: QuerySyntax.PageSyntax
}

/** The words of a history's query, each once, and what else filters. */
interface Sorted {
  readonly words: Map<Word, Written>
  readonly lists: Map<string, Written>
  readonly filters: Array<QuerySyntax.Filtering>
  readonly was: Array<QuerySyntax.Filtering>
}

/** `changed` and `fields` list fields, `was.price` filters by what a field was, and all else by the change. */
export const parseHistoryQuery = (pairs: Pairs, limits: Limits): Parsed<HistorySyntax> => {
  const sorted = sortedOf(pairs, limits)
  if (Result.isFailure(sorted)) return Result.fail(sorted.failure)
  const { filters, lists, was, words } = sorted.success
  const page = parsePage(words, limits)
  if (Result.isFailure(page)) return Result.fail(page.failure)
  const select = selectOf(words.get("select")?.text ?? "")
  if (Result.isFailure(select)) return Result.fail(select.failure)
  const changed = namesOf(lists.get("changed"), limits)
  if (Result.isFailure(changed)) return Result.fail(changed.failure)
  return Result.map(namesOf(lists.get("fields"), limits), (fields) => ({
    filters,
    was,
    changed: changed.success,
    fields,
    select: select.success,
    page: page.success
  }))
}

function sortedOf(pairs: Pairs, limits: Limits): Parsed<Sorted> {
  const sorted: Sorted = { words: new Map(), lists: new Map(), filters: [], was: [] }
  for (const [key, text] of pairs) {
    const parameter = parameterOf(key, limits)
    const failure = parameter === null ? notTaken(key) : put(sorted, parameter, text, limits)
    if (failure !== null) return Result.fail(failure)
  }
  return Result.succeed(sorted)
}

/** What is wrong with the parameter, or null. */
function put(
  sorted: Sorted,
  { asks, at, name }: Parameter,
  text: string,
  limits: Limits
): RequestFailure | null {
  const place = at.length === 0 ? sorted.filters : at.length === 1 && at[0] === "was" ? sorted.was : null
  switch (asks._tag) {
    case "Word":
      return at.length > 0 || asks.word === "order"
        ? notTaken(name)
        : once(sorted.words, asks.word, { parameter: name, text })
    case "Tree":
      return notTaken(name)
    case "Condition": {
      const { field } = asks
      if (at.length === 0 && field.path.length === 0 && (field.name === "changed" || field.name === "fields"))
        return once(sorted.lists, field.name, { parameter: name, text })
      if (place === null) return notTaken(name)
      const filter = parseFilter({ parameter: name, asks, text }, limits)
      if (Result.isFailure(filter)) return filter.failure
      place.push({ parameter: name, filter: filter.success })
      return null
    }
  }
}

function once<K extends string>(words: Map<K, Written>, word: K, written: Written): RequestFailure | null {
  if (words.has(word)) return queryRepeated(word)
  words.set(word, written)
  return null
}

function namesOf(written: Written | undefined, limits: Limits): Parsed<ReadonlyArray<string> | null> {
  return written === undefined ? Result.succeed(null) : parseNames(written, limits)
}

function selectOf(text: string): Parsed<HistorySyntax["select"]> {
  if (text === "" || text === "*") return Result.succeed(null)
  const fields = new Set<ChangeField>()
  for (const name of text.split(",")) {
    const named = name === "*" ? changeFields : chosenFields.filter((known) => known === name)
    if (named.length === 0) return Result.fail(unknownField(name))
    for (const field of named) {
      if (fields.has(field)) return Result.fail(repeatedField(field))
      fields.add(field)
    }
  }
  return Result.succeed([...fields])
}

/** The query string as syntax: the words of the grammar, each once, and filters. */
import { type ChangeField, changeFields, type Query, type QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { parseFilters } from "./parseFilters.ts"
import { parseOrder } from "./parseOrder.ts"
import { repeatedField, unknownField } from "./queryFailure.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>
type Parsed<A> = Result.Result<A, RequestFailure>

const words = ["select", "order", "limit", "offset"] as const
type Word = (typeof words)[number]

/** A list's parameters; a repeated filter is AND, a repeated word of the grammar an error. */
export const parseQuery = (
  pairs: Pairs,
  limits: Limits,
  count: Query.Count | null
): Parsed<QuerySyntax.QuerySyntax> =>
  Result.flatMap(wordsOf(pairs, words), (given) => {
    const filters = pairs.filter(([name]) => !isWord(name, words))
    const select = itemsOf(given.get("select"))
    return Result.flatMap(parseFilters(limits, filters), (filters) =>
      Result.flatMap(parseOrder(given.get("order")), (order) =>
        Result.map(parsePage(given, limits), (page) => ({
          filters,
          order,
          related: [],
          page: { ...page, cursor: null },
          select,
          count
        }))
      )
    )
  })

/** The parameters of one record: the choice of its fields, null for all. */
export const parseItemQuery = (pairs: Pairs): Parsed<ReadonlyArray<QuerySyntax.ItemSyntax> | null> =>
  pairs.length === 0
    ? Result.succeed(null)
    : Result.map(onlyWords(pairs, ["select"]), (given) => itemsOf(given.get("select")))

/** The parameters of a history: its page, and the choice of each change's fields. */
export const parseHistoryQuery = (
  pairs: Pairs,
  limits: Limits
): Parsed<{ readonly page: Query.OffsetPage; readonly select: ReadonlyArray<ChangeField> | null }> =>
  Result.flatMap(onlyWords(pairs, ["select", "limit", "offset"]), (given) =>
    Result.flatMap(parsePage(given, limits), (page) =>
      Result.map(changeFieldsOf(namesOf(given.get("select"))), (select) => ({ page, select }))
    )
  )

/** A write has no parameters. */
export const parseNoQuery = (pairs: Pairs): Parsed<unknown> =>
  pairs.length === 0 ? Result.succeed(null) : onlyWords(pairs, [])

function onlyWords(pairs: Pairs, allowed: ReadonlyArray<Word>): Parsed<ReadonlyMap<Word, string>> {
  const stranger = pairs.find(([name]) => !isWord(name, allowed))
  return stranger === undefined
    ? wordsOf(pairs, allowed)
    : Result.fail(queryInvalid(stranger[0].slice(0, 100), "unknown", "is not taken at this address"))
}

function wordsOf(pairs: Pairs, allowed: ReadonlyArray<Word>): Parsed<ReadonlyMap<Word, string>> {
  const given = new Map<Word, string>()
  for (const [name, value] of pairs) {
    if (!isWord(name, allowed)) continue
    if (given.has(name)) return Result.fail(queryInvalid(name, "repeated", "must come once"))
    given.set(name, value)
  }
  return Result.succeed(given)
}

function isWord(name: string, allowed: ReadonlyArray<Word>): name is Word {
  return allowed.some((word) => word === name)
}

function parsePage(given: ReadonlyMap<Word, string>, limits: Limits): Parsed<Query.OffsetPage> {
  const limit = natural(given.get("limit"), limits.defaultPage)
  if (limit === null || limit > limits.largestPage) {
    return Result.fail(
      queryInvalid("limit", "range", `must be a whole number from 0 to ${limits.largestPage}`)
    )
  }
  const offset = natural(given.get("offset"), 0)
  return offset === null
    ? Result.fail(queryInvalid("offset", "range", "must be a whole number, 0 or more"))
    : Result.succeed({ _tag: "Offset", limit, offset })
}

function natural(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise
  return /^\d{1,15}$/u.test(text) ? Number(text) : null
}

function itemsOf(text: string | undefined): ReadonlyArray<QuerySyntax.ItemSyntax> | null {
  const names = namesOf(text)
  if (names === null) return null
  return names.map((name) => ({
    _tag: "Field",
    as: null,
    field: { name, path: [], asText: false },
    cast: null
  }))
}

/** Names parted by commas; null for all. */
function namesOf(text: string | undefined): ReadonlyArray<string> | null {
  return text === undefined || text === "" || text === "*" ? null : text.split(",")
}

function changeFieldsOf(names: ReadonlyArray<string> | null): Parsed<ReadonlyArray<ChangeField> | null> {
  if (names === null) return Result.succeed(null)
  const fields = new Set<ChangeField>()
  for (const name of names) {
    const field = changeFields.find((known) => known === name)
    if (field === undefined) return Result.fail(unknownField(name))
    if (fields.has(field)) return Result.fail(repeatedField("select"))
    fields.add(field)
  }
  return Result.succeed([...fields])
}

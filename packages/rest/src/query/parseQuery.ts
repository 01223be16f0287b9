/** The query string as core's Query. */
import { type ChangeField, changeFields, type Command, type Query, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseFilters } from "./parseFilters.ts"
import type { Limits } from "../RestOptions.ts"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>
type Read<A> = Result.Result<A, RequestFailure>

const words = ["select", "order", "limit", "offset"] as const
type Word = (typeof words)[number]

/** A list's parameters; a repeated filter is AND, a repeated word of the grammar an error. */
export const parseQuery = (
  resource: Resource.Resource,
  pairs: Pairs,
  limits: Limits,
  count: boolean
): Read<Query.Query> =>
  Result.gen(function* () {
    const given = yield* wordsOf(pairs, words)
    const filters = pairs.filter(([name]) => !isWord(name, words))
    return {
      filter: yield* parseFilters(resource, limits, filters),
      order: yield* parseOrder(resource, given.get("order")),
      ...(yield* parsePage(given, limits)),
      select: yield* parseSelect(resource, given.get("select")),
      count
    }
  })

/** The parameters of one record: the choice of its fields. */
export const parseItemQuery = (resource: Resource.Resource, pairs: Pairs): Read<Query.Select> =>
  Result.flatMap(onlyWords(pairs, ["select"]), (given) => parseSelect(resource, given.get("select")))

/** The parameters of a history: its page, and the choice of each change's fields. */
export const parseHistoryQuery = (
  pairs: Pairs,
  limits: Limits
): Read<Pick<Command.History<Resource.Resource>, "limit" | "offset" | "select">> =>
  Result.gen(function* () {
    const given = yield* onlyWords(pairs, ["select", "limit", "offset"])
    const page = yield* parsePage(given, limits)
    return { ...page, select: yield* parseNames(given.get("select"), isChangeField) }
  })

const isChangeField = (name: string): name is ChangeField => changeFields.some((field) => field === name)

/** A write has no parameters. */
export const parseNoQuery = (pairs: Pairs): Read<unknown> => onlyWords(pairs, [])

function onlyWords(pairs: Pairs, allowed: ReadonlyArray<Word>): Read<ReadonlyMap<Word, string>> {
  const stranger = pairs.find(([name]) => !isWord(name, allowed))
  return stranger === undefined
    ? wordsOf(pairs, allowed)
    : Result.fail(queryInvalid(stranger[0].slice(0, 100), "unknown", "is not taken at this address"))
}

function wordsOf(pairs: Pairs, allowed: ReadonlyArray<Word>): Read<ReadonlyMap<Word, string>> {
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

function parsePage(
  given: ReadonlyMap<Word, string>,
  limits: Limits
): Read<{ readonly limit: number; readonly offset: number }> {
  const limit = natural(given.get("limit"), limits.defaultPage)
  if (limit === null || limit > limits.largestPage) {
    return Result.fail(
      queryInvalid("limit", "range", `must be a whole number from 0 to ${limits.largestPage}`)
    )
  }
  const offset = natural(given.get("offset"), 0)
  return offset === null
    ? Result.fail(queryInvalid("offset", "range", "must be a whole number, 0 or more"))
    : Result.succeed({ limit, offset })
}

function natural(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise
  return /^\d{1,15}$/u.test(text) ? Number(text) : null
}

function parseSelect({ columns }: Resource.Resource, text: string | undefined): Read<Query.Select> {
  return parseNames(text, (name): name is string => columns.get(name)?.shown === true)
}

/** Names parted by commas, each one once; null for all. */
function parseNames<N extends string>(
  text: string | undefined,
  isName: (name: string) => name is N
): Read<ReadonlyArray<N> | null> {
  if (text === undefined || text === "" || text === "*") return Result.succeed(null)
  const names: Array<N> = []
  for (const name of text.split(",")) {
    if (!isName(name))
      return Result.fail(queryInvalid("select", "unknown", `names "${name.slice(0, 40)}", which is no field`))
    names.push(name)
  }
  return new Set(names).size === names.length
    ? Result.succeed(names)
    : Result.fail(queryInvalid("select", "repeated", "names a field twice"))
}

function parseOrder(resource: Resource.Resource, text: string | undefined): Read<ReadonlyArray<Query.Order>> {
  if (text === undefined || text === "") return Result.succeed([])
  const keys: Array<Query.Order> = []
  for (const term of text.split(",")) {
    const key = parseTerm(resource, term)
    if (key === null) {
      return Result.fail(
        queryInvalid(
          "order",
          "syntax",
          `holds "${term.slice(0, 40)}", which is not of the form field[.asc|.desc][.nullsfirst|.nullslast]`
        )
      )
    }
    keys.push(key)
  }
  return new Set(keys.map(({ field }) => field)).size === keys.length
    ? Result.succeed(keys)
    : Result.fail(queryInvalid("order", "repeated", "names a field twice"))
}

function parseTerm({ columns }: Resource.Resource, term: string): Query.Order | null {
  const [, field = "", direction, nulls] =
    /^([a-z0-9_]+)(?:\.(asc|desc))?(?:\.nulls(first|last))?$/u.exec(term) ?? []
  const column = columns.get(field)
  if (column === undefined || !column.shown || column.cell.parse === null) return null
  const descending = direction === "desc"
  const first = nulls === undefined ? descending : nulls === "first"
  return { field, direction: descending ? "desc" : "asc", nulls: first ? "first" : "last" }
}

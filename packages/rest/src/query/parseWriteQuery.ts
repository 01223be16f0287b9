/** The query of a write to a collection: which fields of rows are read, by what their records are found, or a filter. */
import { type Column, Predicate, type Reach, type Refused, resolve, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import type { Limits } from "../RestOptions.ts"
import { type Pairs, parameterOf } from "./Parameter.ts"
import { isShowing } from "./parseItemQuery.ts"
import { parseNames } from "./parseNames.ts"
import { parseQuery } from "./parseQuery.ts"
import { unknownField } from "./queryFailure.ts"
import { unresolved } from "./unresolved.ts"

type Parsed<A> = Result.Result<A, RequestFailure>

/** What a POST's query says of the rows of its body. */
export interface Posting {
  /** The fields that are read of each row; null for all. */
  readonly columns: ReadonlySet<string> | null
  /** The columns by which a row's record is found: those of the key, unless others are named. */
  readonly on: ReadonlyArray<Column>
  /** What says which parts of a record the answer shows. */
  readonly showing: Pairs
}

/** `columns`, and `on_conflict` where it is said what becomes of what is there. */
export const parsePosting = (
  { limits, request: { query } }: Pick<Asked, "limits" | "request">,
  resource: Resource.Resource,
  resolves: boolean
): Parsed<Posting> => {
  const usual: Posting = { columns: null, on: resource.key.columns, showing: [] }
  if (query.length === 0) return Result.succeed(usual)
  const { pairs, showing } = parted(query, limits)
  const words = new Map(pairs)
  const stranger = pairs.find(([name]) => name !== "columns" && name !== "on_conflict")
  if (stranger !== undefined)
    return Result.fail(queryInvalid(stranger[0].slice(0, 100), "unknown", "is not taken at this address"))
  const twice = pairs.find(
    ([name, value]) => words.get(name) !== value || pairs.filter(([one]) => one === name).length > 1
  )
  if (twice !== undefined) return Result.fail(queryRepeated(twice[0]))
  const named = (parameter: string) => columnsOf(resource, { parameter, text: words.get(parameter) }, limits)
  return Result.flatMap(named("columns"), (columns) =>
    Result.map(
      Result.flatMap(named("on_conflict"), (on) => byWhich(resource, on, resolves)),
      (on) => ({
        columns: columns === null ? null : new Set(columns.map(({ name }) => name)),
        on: on ?? usual.on,
        showing
      })
    )
  )
}

/** Which records a write of many is of. */
export interface Found {
  readonly filter: Predicate.Predicate
  /** As of a `Posting`. */
  readonly showing: Pairs
}

/** The filter of a write of many, in the grammar of lists; without one it must be allowed. What is shown finds nothing. */
export const parseFound = (
  { reach, request, limits, unfiltered }: Asked,
  resource: Resource.Resource
): Result.Result<Found, RequestFailure | Refused> => {
  const { pairs, showing } = parted(request.query, limits)
  if (pairs.length === 0)
    return unfiltered ? Result.succeed({ filter: Predicate.always, showing }) : Result.fail(filterNeeded)
  const word = pairs.find(([name]) => isListWord(name, limits))
  if (word !== undefined)
    return Result.fail(
      queryInvalid(word[0].slice(0, 100), "unknown", "is not taken with a write of many records")
    )
  return Result.flatMap(parseQuery(pairs, limits, null), (syntax) =>
    unresolved(Result.map(resolve(resource, syntax, reach), ({ filter }) => ({ filter, showing })))
  )
}

/** What says which parts of records are shown, and all else. */
function parted(query: Pairs, limits: Limits): { readonly pairs: Pairs; readonly showing: Pairs } {
  const isShown = (pair: Pairs[number]) => isShowing(pair, limits)
  return { pairs: query.filter((pair) => !isShown(pair)), showing: query.filter(isShown) }
}

interface Asked {
  readonly request: DecodedRequest
  readonly limits: Limits
  readonly unfiltered: boolean
  readonly reach: Reach
}

function isListWord(key: string, limits: Limits): boolean {
  const parameter = parameterOf(key, limits)
  return parameter?.at.length === 0 && parameter.asks._tag === "Word"
}

const filterNeeded: RequestFailure = {
  _tag: "QueryInvalid",
  detail: "A filter is needed: without one, every record of the collection would be written.",
  hint: "Name the records by their fields, such as ?uid=in.(…)."
}

type Columns = ReadonlyArray<Column> | null

/** Names of fields, parted by commas; null where the word is not there. */
function columnsOf(
  resource: Resource.Resource,
  { parameter, text }: { readonly parameter: string; readonly text: string | undefined },
  limits: Limits
): Parsed<Columns> {
  if (text === undefined) return Result.succeed(null)
  return Result.flatMap(parseNames({ parameter, text }, limits), (names): Parsed<Columns> => {
    const columns: Array<Column> = []
    for (const name of names) {
      const column = resource.columns.get(name)
      // One that nobody is shown is a client's to write, all the same.
      if (column === undefined) return Result.fail(unknownField(name, parameter))
      columns.push(column)
    }
    return Result.succeed(columns)
  })
}

/** The columns of the key, or of one constraint by which no two records are alike. */
function byWhich(resource: Resource.Resource, on: Columns, resolves: boolean): Parsed<Columns> {
  const refuse = (code: string, detail: string, hint?: string) =>
    Result.fail(queryInvalid("on_conflict", code, detail, hint))
  if (on !== null && !resolves)
    return refuse(
      "unfit",
      "says by what records are found, and nothing says what becomes of those",
      "Send Prefer: resolution=merge-duplicates or resolution=ignore-duplicates."
    )
  // What a field that nobody is shown holds could be found out by trying.
  if (on === null || (isUnique(resource, on) && on.every(({ shown }) => shown))) return Result.succeed(on)
  const names = on.map(({ name }) => name).join()
  return refuse("unfit", `names "${names.slice(0, 100)}", which is neither the key nor declared unique`)
}

function isUnique({ key, uniques }: Resource.Resource, columns: ReadonlyArray<Column>): boolean {
  const names = columns.map(({ name }) => name)
  const known = [key.columns.map(({ name }) => name), ...uniques.map(({ fields }) => fields)]
  return known.some((one) => one.length === names.length && one.every((name) => names.includes(name)))
}

/** PostgREST's filter grammar: `price=lt.20`, `or=(a.eq.1,not.b.is.null)`; operands are read by their column's type. */
import { type Column, Predicate, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Limits } from "./RestOptions.ts"
import { type RequestFailure, queryInvalid } from "./RequestFailure.ts"
import { splitList, unquote } from "./splitList.ts"

export type Filtered = Result.Result<Predicate.Predicate, RequestFailure>

interface Place {
  readonly resource: Resource.Any
  readonly limits: Limits
  /** The parameter that a failure names. */
  readonly parameter: string
}

/** One query pair as a predicate: a field with its condition, or a tree under and, or. */
export const parseFilter = (
  resource: Resource.Any,
  limits: Limits,
  [name, value]: readonly [string, string]
): Filtered => {
  const place = { resource, limits, parameter: name.slice(0, 100) }
  const tree = /^(not\.)?(and|or)$/u.exec(name)
  if (tree !== null) return negated(parseTree(place, tree[2] ?? "and", value, 1), tree[1] !== undefined)
  return parseCondition(place, name, value, false)
}

function parseTree(place: Place, connective: string, text: string, depth: number): Filtered {
  const { limits, parameter } = place
  if (depth > limits.filterDepth)
    return fail(parameter, "too-deep", `nests deeper than ${limits.filterDepth} levels`)
  const parts = splitList(text)
  // No conditions at all have no SQL.
  if (parts === null || parts.length === 0) {
    return fail(parameter, "syntax", "must be a list in parentheses, such as (a.eq.1,b.gt.2)")
  }
  const predicates: Array<Predicate.Predicate> = []
  for (const part of parts) {
    const parsed = parseMember(place, part, depth)
    if (Result.isFailure(parsed)) return parsed
    predicates.push(parsed.success)
  }
  return Result.succeed({ _tag: connective === "and" ? "And" : "Or", predicates })
}

function parseMember(place: Place, part: string, depth: number): Filtered {
  const [, not, connective, list] = /^(not\.)?(and|or)(\([^]*)$/u.exec(part) ?? []
  if (connective !== undefined && list !== undefined) {
    return negated(parseTree(place, connective, list, depth + 1), not !== undefined)
  }
  // `not.a.eq.1` and `a.not.eq.1` say the same.
  const outer = part.startsWith("not.")
  const text = outer ? part.slice(4) : part
  const dot = text.indexOf(".")
  if (dot < 0)
    return fail(
      place.parameter,
      "syntax",
      `holds "${part.slice(0, 40)}", which is not of the form field.operator.value`
    )
  return negated(parseCondition(place, text.slice(0, dot), text.slice(dot + 1), true), outer)
}

/** `[not.]operator.operand` for one field; inside a tree an operand may stand in quotes. */
function parseCondition(place: Place, field: string, text: string, inTree: boolean): Filtered {
  const column = place.resource.columns.get(field)
  if (column === undefined || !column.shown)
    return fail(
      place.parameter,
      "unknown",
      inTree
        ? `names "${field.slice(0, 40)}", which is no field`
        : "is neither a field nor a word of the query grammar"
    )
  const not = text.startsWith("not.")
  const rest = not ? text.slice(4) : text
  const dot = rest.indexOf(".")
  const operator = dot < 0 ? rest : rest.slice(0, dot)
  const raw = dot < 0 ? "" : rest.slice(dot + 1)
  const read = readers.get(operator)
  if (dot < 0 || read === undefined) {
    return fail(
      place.parameter,
      "operator",
      `must be operator.value with one of ${[...readers.keys()].join(", ")}`,
      "An equal value is ?field=eq.value."
    )
  }
  return negated(read(place, column, inTree && operator !== "in" ? unquote(raw) : raw), not)
}

type Reader = (place: Place, column: Column, operand: string) => Filtered

const compare =
  (operator: Predicate.Comparison): Reader =>
  (place, column, operand) =>
    Result.map(readOperand(place, column, operand), (value) => ({
      _tag: "Compare",
      field: column.name,
      operator,
      value
    }))

const like =
  (insensitive: boolean): Reader =>
  ({ parameter }, { name, type }, operand) => {
    // PostgreSQL has no like for an enum type of its own, and columns are never cast.
    const isText = type.kind === "text" || (type.kind === "enum" && type.type === null)
    if (!isText) return fail(parameter, "operator", "has like and ilike for text only")
    const pattern = operand.replaceAll("*", "%")
    if (!Predicate.isLikePattern(pattern))
      return fail(parameter, "operand", "must not end in a lone backslash")
    return Result.succeed({ _tag: "Like", field: name, pattern, insensitive })
  }

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["eq", compare("eq")],
  ["neq", compare("neq")],
  ["lt", compare("lt")],
  ["lte", compare("lte")],
  ["gt", compare("gt")],
  ["gte", compare("gte")],
  ["like", like(false)],
  ["ilike", like(true)],
  ["in", readIn],
  ["is", readIs]
])

function readOperand({ parameter }: Place, { cell, type }: Column, operand: string) {
  if (cell.parse === null)
    return fail(parameter, "operator", `is of type ${type.kind}, which has no comparisons`)
  const hint =
    type.kind === "timestamptz" && / \d\d:?\d\d$/u.test(operand)
      ? "Write the + of an offset as %2B: a plain one is a space."
      : undefined
  return Result.mapError(cell.parse(operand), (rule) => queryInvalid(parameter, "operand", rule, hint))
}

function readIn(place: Place, column: Column, operand: string): Filtered {
  const items = splitList(operand)
  if (items === null)
    return fail(place.parameter, "syntax", 'must be a list in parentheses, such as in.(1,2,"a,b")')
  if (items.length > place.limits.inList)
    return fail(place.parameter, "too-many", `lists more than ${place.limits.inList} values`)
  const values = []
  for (const item of items) {
    const value = readOperand(place, column, unquote(item))
    if (Result.isFailure(value)) return Result.fail(value.failure)
    values.push(value.success)
  }
  return Result.succeed({ _tag: "In", field: column.name, values })
}

function readIs({ parameter }: Place, { name, type }: Column, operand: string): Filtered {
  const word = operand.toLowerCase()
  const is = (value: boolean | null): Predicate.Predicate => ({ _tag: "Is", field: name, value })
  if (word === "null") return Result.succeed(is(null))
  if (word === "not_null") return Result.succeed({ _tag: "Not", predicate: is(null) })
  if (type.kind === "boolean" && word === "unknown") return Result.succeed(is(null))
  if (type.kind === "boolean" && (word === "true" || word === "false"))
    return Result.succeed(is(word === "true"))
  return fail(
    parameter,
    "operand",
    "must be is.null or is.not_null, for a boolean also true, false or unknown"
  )
}

function negated(filtered: Filtered, not: boolean): Filtered {
  return not ? Result.map(filtered, (predicate) => ({ _tag: "Not", predicate })) : filtered
}

function fail(
  parameter: string,
  code: string,
  detail: string,
  hint?: string
): Result.Result<never, RequestFailure> {
  return Result.fail(queryInvalid(parameter, code, detail, hint))
}

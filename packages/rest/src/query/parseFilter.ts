/** PostgREST's filter grammar: `price=lt.20`, `or=(a.eq.1,not.b.is.null)`; operands are read by their column's type. */
import type { Predicate, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { type Filtered, invalidFilter, type Place } from "./Filtered.ts"
import { operators } from "./filterOperators.ts"
import type { Limits } from "../RestOptions.ts"
import { splitList, unquote } from "./splitList.ts"

/** One query pair as a predicate: a field with its condition, or a tree under and, or. */
export const parseFilter = (
  resource: Resource.Resource,
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
    return invalidFilter(parameter, "too-deep", `nests deeper than ${limits.filterDepth} levels`)
  const parts = splitList(text)
  // No conditions at all have no SQL.
  if (parts === null || parts.length === 0) {
    return invalidFilter(parameter, "syntax", "must be a list in parentheses, such as (a.eq.1,b.gt.2)")
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
    return invalidFilter(
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
    return invalidFilter(
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
  const read = operators.get(operator)
  if (dot < 0 || read === undefined) {
    return invalidFilter(
      place.parameter,
      "operator",
      `must be operator.value with one of ${[...operators.keys()].join(", ")}`,
      "An equal value is ?field=eq.value."
    )
  }
  return negated(read(place, column, inTree && operator !== "in" ? unquote(raw) : raw), not)
}

function negated(filtered: Filtered, not: boolean): Filtered {
  return not ? Result.map(filtered, (predicate) => ({ _tag: "Not", predicate })) : filtered
}

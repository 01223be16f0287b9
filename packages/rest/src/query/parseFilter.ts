/** PostgREST's filter grammar: `price=lt.20`, `or=(a.eq.1,not.b.is.null)`. What it names is looked up later. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { invalidFilter, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { parseOperand } from "./parseOperand.ts"
import { aboutField } from "./queryFailure.ts"
import { splitList } from "./splitList.ts"

type Parsed = Result.Result<QuerySyntax.FilterSyntax, RequestFailure>

/** Where a part of a filter stands. */
interface At {
  readonly limits: Limits
  /** The parameter that a failure names. */
  readonly parameter: string
}

/** One query pair: a field with its condition, or a tree under and, or. */
export const parseFilter = (limits: Limits, [name, value]: readonly [string, string]): Parsed => {
  const at = { limits, parameter: name.slice(0, 100) }
  const [tree, not, connective] = /^(not\.)?(and|or)$/u.exec(name) ?? []
  return tree === undefined
    ? parseCondition(at, name, value, false)
    : parseTree(at, connective ?? "and", value, 1, not !== undefined)
}

function parseTree(at: At, connective: string, text: string, depth: number, not: boolean): Parsed {
  const { limits, parameter } = at
  if (depth > limits.filterDepth)
    return invalidFilter(parameter, "too-deep", `nests deeper than ${limits.filterDepth} levels`)
  const texts = splitList(text)
  // No conditions at all have no SQL.
  if (texts === null || texts.length === 0) {
    return invalidFilter(parameter, "syntax", "must be a list in parentheses, such as (a.eq.1,b.gt.2)")
  }
  const parts: Array<QuerySyntax.FilterSyntax> = []
  for (const member of texts) {
    const part = parseMember(at, member, depth)
    if (Result.isFailure(part)) return part
    parts.push(part.success)
  }
  return Result.succeed({ _tag: connective === "and" ? "And" : "Or", parts, not })
}

function parseMember(at: At, member: string, depth: number): Parsed {
  const [, not, connective, list] = /^(not\.)?(and|or)(\([^]*)$/u.exec(member) ?? []
  if (connective !== undefined && list !== undefined)
    return parseTree(at, connective, list, depth + 1, not !== undefined)
  // `not.a.eq.1` and `a.not.eq.1` say the same.
  const outer = member.startsWith("not.")
  const text = outer ? member.slice(4) : member
  const dot = text.indexOf(".")
  if (dot < 0)
    return invalidFilter(
      at.parameter,
      "syntax",
      `holds "${member.slice(0, 40)}", which is not of the form field.operator.value`
    )
  const condition = parseCondition(at, text.slice(0, dot), text.slice(dot + 1), true)
  return outer ? Result.map(condition, (syntax) => ({ ...syntax, not: !syntax.not })) : condition
}

/** `[not.]operator.operand` for one field; inside a tree an operand may stand in quotes. */
function parseCondition({ limits, parameter }: At, field: string, text: string, inTree: boolean): Parsed {
  const not = text.startsWith("not.")
  const rest = not ? text.slice(4) : text
  const dot = rest.indexOf(".")
  const operator = dot < 0 ? null : rest.slice(0, dot)
  const operand = parseOperand(operator, rest.slice(dot + 1), inTree, limits)
  return Result.isFailure(operand)
    ? invalidFilter(parameter, operand.failure.code, aboutField(parameter, field, operand.failure.detail))
    : Result.succeed({
        _tag: "Condition",
        field: { name: field, path: [], asText: false },
        operator,
        modifier: null,
        operand: operand.success,
        not
      })
}

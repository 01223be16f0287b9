/** Any query there can be, as syntax: for round trips. */
import type { QuerySyntax } from "@pgcrest/core"
import { among, type Roll, several } from "./dice.ts"

type Condition = QuerySyntax.ConditionSyntax
type Item = QuerySyntax.ItemSyntax

/** Names that need quotes too, and words that mean something without them. */
export const anyName = (roll: Roll): string =>
  among(roll, [
    "title",
    "a_b",
    "größe",
    "a-b",
    "$x",
    "two words",
    "007",
    "count",
    "inner",
    "left",
    "not",
    "and",
    "order",
    "select",
    'it"s',
    "a.b",
    " blank ",
    "a,b",
    "(a)",
    "*",
    "\\",
    "->x",
    "a::b",
    "a!b",
    "a:b",
    "",
    "[0]"
  ])

const anyText = (roll: Roll): string =>
  several(roll, 6, (roll) =>
    among(roll, ["a", "1", " ", ",", "(", ")", "{", "}", "[", '"', "\\", ".", "%", "*", "é", "not."])
  ).join("")

/** As it is read: of several wildcards in a row one is left. */
const anyPattern = (roll: Roll): string => anyText(roll).replaceAll(/[*\\]/gu, "").replaceAll(/%+/gu, "%")

export const anyField = (roll: Roll): QuerySyntax.FieldSyntax => {
  const path = several(roll, 4, (roll) => (roll(3) === 0 ? roll(9) - 4 : anyName(roll)))
  return { name: anyName(roll), path, asText: path.length > 0 && roll(2) === 0 }
}

const comparisons = ["eq", "gt", "gte", "lt", "lte"] as const
const patterns = ["like", "ilike"] as const
const others = [
  "neq",
  "is",
  "isdistinct",
  "cs",
  "cd",
  "ov",
  "sl",
  "sr",
  "nxr",
  "nxl",
  "adj",
  "match",
  "imatch",
  "fts",
  "eq"
] as const

function anyOperation(roll: Roll): Pick<Condition, "operator" | "modifier" | "operand"> {
  const modifier = among(roll, ["any", "all"])
  switch (roll(6)) {
    case 0:
      return { operator: "in", modifier: null, operand: { _tag: "List", texts: several(roll, 4, anyText) } }
    case 1:
      return {
        operator: among(roll, comparisons),
        modifier,
        operand: { _tag: "List", texts: several(roll, 4, anyText) }
      }
    case 2:
      return {
        operator: among(roll, patterns),
        modifier,
        operand: { _tag: "Patterns", patterns: several(roll, 3, anyPattern) }
      }
    case 3:
      return {
        operator: among(roll, patterns),
        modifier: null,
        operand: { _tag: "Pattern", pattern: anyPattern(roll) }
      }
    case 4:
      return { operator: "wfts", modifier: "german", operand: { _tag: "Text", text: anyText(roll) } }
    default:
      return { operator: among(roll, others), modifier: null, operand: { _tag: "Text", text: anyText(roll) } }
  }
}

export const anyCondition = (roll: Roll): Condition => ({
  _tag: "Condition",
  field: anyField(roll),
  ...anyOperation(roll),
  not: roll(3) === 0
})

/** Of so many levels at most. */
export const anyTree = (roll: Roll, levels: number): QuerySyntax.TreeSyntax => ({
  _tag: among(roll, ["And", "Or"]),
  parts: [anyMember(roll, levels), ...several(roll, 3, (roll) => anyMember(roll, levels))],
  not: roll(3) === 0
})

const anyMember = (roll: Roll, levels: number): QuerySyntax.FilterSyntax =>
  levels > 1 && roll(3) === 0 ? anyTree(roll, levels - 1) : anyCondition(roll)

export const anyTerm = (roll: Roll): QuerySyntax.OrderSyntax => ({
  relation: roll(3) === 0 ? anyName(roll) : null,
  field: anyField(roll),
  direction: among(roll, ["asc", "desc", null]),
  nulls: among(roll, ["first", "last", null])
})

const perhaps = (roll: Roll, make: (roll: Roll) => string): string | null =>
  roll(2) === 0 ? make(roll) : null
const anyCast = (roll: Roll): string | null =>
  perhaps(roll, (roll) => among(roll, ["text", "double precision", "int4"]))

/** With relations of so many levels at most. */
export const anyItem = (roll: Roll, levels: number): Item => {
  const as = perhaps(roll, anyName)
  const kind = roll(6)
  if (kind === 0) return { _tag: "All" }
  if (kind === 1) return { _tag: "Aggregate", as, field: null, aggregate: "count", cast: anyCast(roll) }
  if (kind === 2)
    return {
      _tag: "Aggregate",
      as,
      field: anyField(roll),
      aggregate: among(roll, ["sum", "avg", "max"]),
      cast: anyCast(roll)
    }
  if (kind > 3 || levels === 0) return { _tag: "Field", as, field: anyField(roll), cast: anyCast(roll) }
  return {
    _tag: "Relation",
    as,
    name: anyName(roll),
    hint: perhaps(roll, anyName),
    join: among(roll, ["inner", "left", null]),
    spread: roll(2) === 0,
    items: several(roll, 4, (roll) => anyItem(roll, levels - 1))
  }
}

/** Syntax as clients write it, in one of the ways in which it can be written. */
import type { QuerySyntax } from "@pgcrest/core"
import type { Roll } from "./dice.ts"

const words = new Set("count inner left not and or order limit offset select cursor".split(" "))

/** In quotes where it must be, and elsewhere by chance. */
export const name = (roll: Roll, text: string): string => {
  const isPlain = /^[\p{L}_$](?:[\p{L}\d_$ -]*[\p{L}\d_$])?$/u.test(text) && !words.has(text)
  if (isPlain && roll(3) > 0) return blank(roll, text)
  const marks = roll(2) === 0 ? '""' : '\\"'
  return blank(roll, `"${text.replaceAll("\\", "\\\\").replaceAll('"', marks)}"`)
}

const blank = (roll: Roll, text: string): string => (roll(4) === 0 ? ` ${text} ` : text)

export const field = (roll: Roll, { asText, name: of, path }: QuerySyntax.FieldSyntax): string =>
  path.reduce<string>(
    (text, step, at) => {
      const arrow = asText && at === path.length - 1 ? "->>" : "->"
      return `${text}${arrow}${typeof step === "number" ? step : name(roll, step)}`
    },
    name(roll, of)
  )

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, "\\$&")}"`

/** Everything behind the field; in a tree, operands are in quotes. */
export const condition = (
  { modifier, not, operand, operator }: QuerySyntax.ConditionSyntax,
  inTree: boolean
): string => {
  const words = `${not ? "not." : ""}${operator}${modifier === null ? "" : `(${modifier})`}.`
  const text = operandText(operand, operator === "in")
  const isList = operand._tag === "List" || operand._tag === "Patterns"
  return `${words}${inTree && !isList ? quoted(text) : text}`
}

function operandText(operand: QuerySyntax.OperandSyntax, isIn: boolean): string {
  switch (operand._tag) {
    case "Text":
      return operand.text
    case "Pattern":
      return operand.pattern
    case "List":
      return isIn ? `(${operand.texts.map(quoted).join(",")})` : `{${operand.texts.map(quoted).join(",")}}`
    case "Patterns":
      return `{${operand.patterns.map(quoted).join(" , ")}}`
  }
}

/** Behind `and` or `or`. */
export const tree = (roll: Roll, { parts }: QuerySyntax.TreeSyntax): string =>
  `(${parts.map((part) => member(roll, part)).join(roll(2) === 0 ? "," : ", ")})`

function member(roll: Roll, filter: QuerySyntax.FilterSyntax): string {
  if (filter._tag === "Condition") return `${field(roll, filter.field)}.${condition(filter, true)}`
  return `${filter.not ? "not." : ""}${filter._tag.toLowerCase()}${tree(roll, filter)}`
}

export const term = (
  roll: Roll,
  { direction, field: of, nulls, relation }: QuerySyntax.OrderSyntax
): string => {
  const sorted = field(roll, of)
  const by = relation === null ? sorted : `${name(roll, relation)}(${sorted})`
  return `${by}${direction === null ? "" : `.${direction}`}${nulls === null ? "" : `.nulls${nulls}`}`
}

export const item = (roll: Roll, shown: QuerySyntax.ItemSyntax): string => {
  if (shown._tag === "All") return "*"
  const as = shown.as === null ? "" : `${name(roll, shown.as)}:`
  switch (shown._tag) {
    case "Field":
      return `${as}${field(roll, shown.field)}${cast(shown)}`
    case "Aggregate":
      return `${as}${shown.field === null ? "" : `${field(roll, shown.field)}.`}${shown.aggregate}()${cast(shown)}`
    case "Relation": {
      const hint = shown.hint === null ? "" : `!${name(roll, shown.hint)}`
      const join = shown.join === null ? "" : `!${shown.join}`
      const hints = roll(2) === 0 ? hint + join : join + hint
      return `${shown.spread ? "..." : ""}${as}${name(roll, shown.name)}${hints}(${items(roll, shown.items)})`
    }
  }
}

export const items = (roll: Roll, shown: ReadonlyArray<QuerySyntax.ItemSyntax>): string =>
  shown.map((one) => item(roll, one)).join(roll(2) === 0 ? "," : ", ")

const cast = ({ cast }: { readonly cast: string | null }): string => (cast === null ? "" : `::${cast}`)

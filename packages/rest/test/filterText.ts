/** Predicates as the query grammar writes them, and arbitrary ones: for round trips. */
import type { Cell, Column, Predicate, QuerySyntax } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { column } from "./samples.ts"

/** A condition inside a tree: `not.or(title.eq."a",pages.in.("1","2"))`. */
export const print = (predicate: Predicate.Predicate): string => {
  switch (predicate._tag) {
    case "Compare":
      return `${predicate.column.name}.${predicate.operator}.${quoted(predicate.value)}`
    // The grammar has no other quantifiers so far.
    case "Quantified":
      return `${predicate.column.name}.in.(${predicate.values.map(quoted).join(",")})`
    case "Is":
      return `${predicate.column.name}.is.${predicate.value}`
    case "Like":
      return `${predicate.column.name}.${predicate.insensitive ? "ilike" : "like"}.${quoted(predicate.pattern)}`
    case "And":
    case "Or":
      return `${predicate._tag.toLowerCase()}(${predicate.predicates.map(print).join(",")})`
    case "Not":
      return `not.${print(predicate.predicate)}`
    case "Constant":
      return "no text is constant"
  }
}

/** What the grammar reads where `print` has written. */
export const syntaxOf = (predicate: Predicate.Predicate): QuerySyntax.FilterSyntax => {
  const condition = (
    field: string,
    operator: string,
    operand: QuerySyntax.OperandSyntax
  ): QuerySyntax.FilterSyntax => ({ _tag: "Condition", field, operator, operand, not: false })
  switch (predicate._tag) {
    case "Compare":
      return condition(predicate.column.name, predicate.operator, {
        _tag: "Text",
        text: String(predicate.value)
      })
    case "Quantified":
      return condition(predicate.column.name, "in", { _tag: "List", texts: predicate.values.map(String) })
    case "Is":
      return condition(predicate.column.name, "is", { _tag: "Text", text: String(predicate.value) })
    case "Like": {
      const { insensitive, pattern } = predicate
      return condition(predicate.column.name, insensitive ? "ilike" : "like", { _tag: "Pattern", pattern })
    }
    case "And":
    case "Or":
      return { _tag: predicate._tag, parts: predicate.predicates.map(syntaxOf), not: false }
    case "Not":
      return { ...syntaxOf(predicate.predicate), not: true }
    case "Constant":
      return condition("no text is constant", "is", { _tag: "Text", text: "" })
  }
}

const quoted = (cell: Cell): string => `"${String(cell).replaceAll(/["\\]/g, "\\$&")}"`

const int = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))
const among = <A>(values: ReadonlyArray<A>): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(int(0, values.length - 1), (at) =>
    values.reduce((chosen, value, i) => (i === at ? value : chosen))
  )
const text = Arbitrary.map(Arbitrary.schema(Schema.String), (any) => any.toWellFormed().replaceAll("\0", ""))

/** A column and a value that it can hold. */
const operand: Arbitrary.Arbitrary<{ readonly column: Column; readonly value: Cell }> = Arbitrary.map(
  Arbitrary.all([
    among(["title", "creator_uid", "pages", "sold", "price", "lent", "cover", "published", "bought_at"]),
    text,
    int(-2147483648, 2147483647)
  ] as const),
  ([field, any, whole]) => ({ column: column(field), value: valueOf(field, any, whole) })
)

function valueOf(field: string, any: string, whole: number): Cell {
  switch (field) {
    case "pages":
      return whole
    case "sold":
      return BigInt(whole) * 4000000001n
    case "price":
      return `${whole}.50`
    case "lent":
      return whole > 0
    case "cover":
      return whole > 0 ? "soft" : "hard"
    case "published":
      return "2026-11-25"
    case "bought_at":
      return "2026-11-25T10:00:00.000001Z"
    default:
      return any
  }
}

const leaf: Arbitrary.Arbitrary<Predicate.Predicate> = Arbitrary.map(
  Arbitrary.all([
    int(0, 3),
    operand,
    among(["eq", "neq", "lt", "lte", "gt", "gte"] as const),
    text,
    among([true, false])
  ] as const),
  ([kind, { column: of, value }, operator, any, flag]): Predicate.Predicate => {
    if (kind === 0)
      return { _tag: "Quantified", quantifier: "any", operator: "eq", column: of, values: [value, value] }
    if (kind === 1) return { _tag: "Is", column: column("lent"), value: flag ? null : any.length > 3 }
    if (kind === 2) {
      // As it is read: of several wildcards in a row one is left, and there are few.
      const pattern = any.replaceAll(/[*\\]/g, "").replaceAll(/%+/g, "%").slice(0, 20)
      return { _tag: "Like", column: column("title"), pattern, insensitive: flag }
    }
    return { _tag: "Compare", column: of, operator, value }
  }
)

const grown = (inner: Arbitrary.Arbitrary<Predicate.Predicate>): Arbitrary.Arbitrary<Predicate.Predicate> =>
  Arbitrary.map(
    Arbitrary.all([among(["And", "Or"] as const), inner, inner, leaf, int(0, 3)] as const),
    ([_tag, one, other, last, shape]): Predicate.Predicate => {
      if (shape === 0) return { _tag, predicates: [last] }
      const tree: Predicate.Predicate = { _tag, predicates: [one, other, last] }
      return shape === 1 ? { _tag: "Not", predicate: tree } : tree
    }
  )

/** Trees of two to four levels. */
export const tree: Arbitrary.Arbitrary<Predicate.Predicate> = grown(grown(grown(leaf)))
export const randomText = text
/** Text of the grammar's own words and marks. */
export const grammarText = Arbitrary.map(
  Arbitrary.array(
    among([
      ...'(),."\\* \0',
      "not.",
      "and",
      "or",
      "eq.",
      "in.",
      "is.",
      "like.",
      "title",
      "pages",
      "secret",
      "null",
      "1",
      "\ud800"
    ]),
    { maxLength: 40 }
  ),
  (words) => words.join("")
)

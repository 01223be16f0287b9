/** A predicate as SQL: operands are parameters of the column's type, and columns are cast to none but their own, so it cannot fail. */
import { type ColumnType, Predicate } from "@pgcrest/core"
import type { Hole } from "../shape/Parting.ts"
import { operandType, type PredicateShape } from "../shape/PredicateShape.ts"
import { castType } from "./columns.ts"
import { linkedRows } from "./linked.ts"
import { comparable } from "./sameValue.ts"
import { searchSql } from "./search.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"
import { type ColumnOf, onRow, termSql } from "./term.ts"

/** `columnOf` says what stands for a column. */
export const predicateSql = (predicate: PredicateShape, columnOf: ColumnOf): Sql => {
  const opposite = oppositeOf(predicate)
  if (opposite !== null) return sql`not (${predicateSql(opposite, columnOf)})`
  switch (predicate._tag) {
    case "Constant":
      return raw(predicate.value === null ? "null::boolean" : String(predicate.value))
    case "Compare":
    case "Relate": {
      const { column, operator } = predicate
      return sql`${comparable(column, termSql(column, columnOf))} ${raw(operators[operator])} ${value(predicate.value, castType(column.type))}`
    }
    case "Quantified": {
      const { column, operator, quantifier } = predicate
      const list = listSql(predicate.values, operandType(column, operator))
      return sql`${comparable(column, termSql(column, columnOf))} ${raw(`${operators[operator]} ${quantifier}`)}(${list})`
    }
    case "Is": {
      // `is null` would be true of a composite whose fields are all null.
      const is = predicate.value === null ? "is not distinct from null" : `is ${predicate.value}`
      return sql`${termSql(predicate.column, columnOf)} ${raw(is)}`
    }
    case "Like":
    case "Match": {
      const operator = operators[Predicate.matchingOf(predicate)]
      return sql`${termSql(predicate.column, columnOf)} ${raw(operator)} ${value(predicate.pattern, "text")}`
    }
    case "Search":
      return searchSql(predicate, termSql(predicate.column, columnOf))
    case "Exists": {
      const { related, where } = predicate
      const inner = (one: PredicateShape, alias: string) => predicateSql(one, onRow(alias))
      return sql`exists (select from ${linkedRows(related, columnOf, inner)} and ${inner(where, related.alias)})`
    }
    case "And":
    case "Or": {
      const parts = predicate.predicates.map((one) => predicateSql(one, columnOf))
      return sql`(${join(parts, predicate._tag === "And" ? " and " : " or ")})`
    }
    case "Not":
      return sql`not (${predicateSql(predicate.predicate, columnOf)})`
  }
}

/** What says the opposite, where a type may have no operator for what is not equal, as some of extensions have none. */
function oppositeOf(predicate: PredicateShape): PredicateShape | null {
  if (predicate._tag !== "Compare" && predicate._tag !== "Quantified") return null
  if (predicate.operator !== "neq" || predicate.column.type.kind !== "other") return null
  if (predicate._tag === "Compare") return { ...predicate, operator: "eq" }
  return { ...predicate, operator: "eq", quantifier: predicate.quantifier === "any" ? "all" : "any" }
}

/** What `any` and `all` ask: an array of arrays would be one array of more dimensions. */
function listSql(values: Hole, type: ColumnType): Sql {
  return type.kind === "array"
    ? sql`select one::${raw(castType(type))} from unnest(${value(values, "text[]")}) one`
    : value(values, `${castType(type)}[]`)
}

const operators: Readonly<Record<Predicate.Operator | Predicate.Relating, string>> = {
  eq: "=",
  neq: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  like: "like",
  ilike: "ilike",
  match: "~",
  imatch: "~*",
  isdistinct: "is distinct from",
  cs: "@>",
  cd: "<@",
  ov: "&&",
  sl: "<<",
  sr: ">>",
  nxr: "&<",
  nxl: "&>",
  adj: "-|-"
}

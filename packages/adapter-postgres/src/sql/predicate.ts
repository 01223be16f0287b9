/** A predicate as SQL: its text by shape, its operands as parameters; columns are never cast, so it cannot fail. */
import type { ColumnType, Predicate } from "@pgcrest/core"
import { castType, toParameter } from "./columns.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"

type Path<C> = (input: C) => Predicate.Predicate | undefined
type ColumnOf<C> = (field: string) => Sql<C>

/** `path` finds the same predicate again in each command of this shape; `columnOf` says what stands for a field. */
export const predicateSql = <C>(
  predicate: Predicate.Predicate,
  path: Path<C>,
  columnOf: ColumnOf<C>
): Sql<C> => {
  switch (predicate._tag) {
    case "Constant":
      return raw(predicate.value === null ? "null::boolean" : String(predicate.value))
    case "Compare": {
      const { column } = predicate
      const operand = parameter(path, column.type, (at) => (at._tag === "Compare" ? at.value : null))
      return sql`${columnOf(column.name)} ${raw(operators[predicate.operator])} ${operand}`
    }
    case "Quantified": {
      const { column, operator, quantifier } = predicate
      const isLike = operator === "like" || operator === "ilike"
      const type = isLike ? text : column.type
      const list = value<C>(
        (input) => {
          const at = path(input)
          return at?._tag === "Quantified" ? at.values.map((one) => toParameter(one, type)) : []
        },
        `${castType(type)}[]`
      )
      return sql`${columnOf(column.name)} ${raw(`${operators[operator]} ${quantifier}`)}(${list})`
    }
    case "Is":
      return sql`${columnOf(predicate.column.name)} is ${raw(String(predicate.value))}`
    case "Like": {
      const pattern = value<C>((input) => {
        const at = path(input)
        return at?._tag === "Like" ? at.pattern : null
      }, "text")
      return sql`${columnOf(predicate.column.name)} ${raw(predicate.insensitive ? "ilike" : "like")} ${pattern}`
    }
    case "And":
    case "Or": {
      const parts = predicate.predicates.map((part, i) => predicateSql(part, child(path, i), columnOf))
      return sql`(${join(parts, predicate._tag === "And" ? " and " : " or ")})`
    }
    case "Not":
      return sql`not (${predicateSql(predicate.predicate, inner(path), columnOf)})`
  }
}

const operators: Record<Predicate.Operator, string> = {
  eq: "=",
  neq: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  like: "like",
  ilike: "ilike"
}

const text: ColumnType = { kind: "text" }

function parameter<C>(
  path: Path<C>,
  type: ColumnType,
  pick: (at: Predicate.Predicate) => Parameters<typeof toParameter>[0]
): Sql<C> {
  return value((input) => {
    const at = path(input)
    return at === undefined ? null : toParameter(pick(at), type)
  }, castType(type))
}

function child<C>(path: Path<C>, index: number): Path<C> {
  return (input) => {
    const at = path(input)
    return at?._tag === "And" || at?._tag === "Or" ? at.predicates[index] : undefined
  }
}

function inner<C>(path: Path<C>): Path<C> {
  return (input) => {
    const at = path(input)
    return at?._tag === "Not" ? at.predicate : undefined
  }
}

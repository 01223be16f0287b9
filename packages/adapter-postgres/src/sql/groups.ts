/** Records in groups, as SQL: what is taken of each record, and what is told of each group of them. */
import type { AggregateItemShape, ItemShape, ToldShape } from "../shape/SelectionShape.ts"
import type { TermShape } from "../shape/TermShape.ts"
import { aggregateSql, firstOf, isLoose } from "./aggregate.ts"
import { directionOf, orderSql } from "./order.ts"
import { comparable } from "./sameValue.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"
import { onRow, termSql, withoutNull } from "./term.ts"
import { wantedRows } from "./wanted.ts"

/** The parts of a statement about groups. */
export interface Groups {
  /** Selects of each record what groups are made of. */
  readonly values: Sql
  /** Of each group, a cell for each item. */
  readonly cells: Sql
  /** Behind the records; nothing where all are one group. */
  readonly by: Sql
  readonly order: Sql
}

/** Of the records `alias`, whose values have the same name once they are selected. */
export const groupsSql = ({ groups, items, order }: ToldShape, alias: string): Groups => {
  const keys = keysIn(items)
  const values = valuesIn(items)
  const named = [
    ...keys.map(({ cell }, at) => sql`${cell(alias)} as ${keyName(at)}`),
    ...values.map((column, at) => sql`${valueSql(column, alias)} as ${valueName(at)}`)
  ]
  const isNumbered = [...keys.map(({ column }) => column), ...values].some(({ type }) => isLoose(type))
  const number = sql`row_number() over (order by ${orderSql(order, onRow(alias))}) as ${nth}`
  const by = keys.map((_, at) => keyName(at))
  return {
    values: join(isNumbered ? [...named, number] : named, ", "),
    cells: join(cellsIn(items), ", "),
    by: keys.length === 0 ? raw("") : sql`\ngroup by ${join(by, ", ")}`,
    order:
      keys.length === 0
        ? alone
        : join(
            (groups ?? []).map((one) => sql`${keyName(one.at)}${raw(directionOf(one))}`),
            ", "
          )
  }
}

/** One group has no order, and something must stand there. */
const alone = raw("count(*)")

// Names that no table can have.
const nth = raw('"nth?"')
const keyName = (at: number) => raw(`"key ${at}?"`)
const valueName = (at: number) => raw(`"value ${at}?"`)

interface Key {
  readonly column: TermShape
  /** Of the record `alias`. */
  readonly cell: (alias: string) => Sql
}

/** In the order of core's `groupKeys`. */
function keysIn(items: ReadonlyArray<ItemShape>): ReadonlyArray<Key> {
  return items.flatMap((item): ReadonlyArray<Key> => {
    switch (item._tag) {
      case "Column":
        return [{ column: item.column, cell: (alias) => valueSql(item.column, alias) }]
      case "Embed": {
        const { embed } = item
        return keysIn(embed.items).map(({ cell, column }) => ({
          column,
          cell: (alias) => sql`(select ${cell(embed.alias)} from ${wantedRows(embed, alias)} limit 1)`
        }))
      }
      case "Aggregate":
        return []
    }
  })
}

/** What is computed of, where it is not the records themselves. */
function valuesIn(items: ReadonlyArray<ItemShape>): ReadonlyArray<TermShape> {
  return items.flatMap((item) => (item._tag === "Aggregate" && item.column !== null ? [item.column] : []))
}

function valueSql(column: TermShape, alias: string): Sql {
  const cell = comparable(column, termSql(column, onRow(alias)))
  const isWhole = column.steps.length === 0
  return isWhole && (column.type.kind === "json" || column.type.kind === "jsonb")
    ? withoutNull(column.type, cell)
    : cell
}

/** Of a record that is spread one cell, as of any other: see `embed.ts`. */
function cellsIn(items: ReadonlyArray<ItemShape>): ReadonlyArray<Sql> {
  let [keys, values] = [0, 0]
  const cellOf = (item: ItemShape): Sql => {
    switch (item._tag) {
      case "Column": {
        const key = keyName(keys++)
        return isLoose(item.column.type) ? firstOf(single(item.column, key), nth) : key
      }
      case "Embed":
        return sql`row(${join(item.embed.items.map(cellOf), ", ")})::text`
      case "Aggregate":
        return item.column === null ? raw("count(*)") : computedSql(item, item.column, valueName(values++))
    }
  }
  return items.map(cellOf)
}

/** An array as its text: several are one array, which fails where they have other sizes. */
function single({ type }: TermShape, cell: Sql): Sql {
  return type.kind === "array" ? sql`${cell}::text` : cell
}

function computedSql({ aggregate, type }: AggregateItemShape, { type: of }: TermShape, cell: Sql): Sql {
  return aggregateSql({ aggregate, cell, of, type, nth })
}

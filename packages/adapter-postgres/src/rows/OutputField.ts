/** What of a row of cells becomes which name of an answer. */
import type { ColumnType } from "@pgcrest/core"
import type { ItemShape } from "../shape/SelectionShape.ts"

export type OutputField = CellField | EmbedField

/** One cell, one value. */
export interface CellField {
  readonly _tag: "Cell"
  /** Its name in the answer. */
  readonly as: string
  readonly type: ColumnType
  /** Whether it is told as a text, whatever its type. */
  readonly asText: boolean
  /** Where in a row its cell stands. */
  readonly at: number
}

/** A cell that holds the records of a relation, each a row of cells in the order of `fields`. */
export interface EmbedField {
  readonly _tag: "Embed"
  readonly as: string
  /** Whether there can be any number of records, or one at most. */
  readonly many: boolean
  /** Whether their names stand among those of the record. */
  readonly spread: boolean
  readonly fields: ReadonlyArray<OutputField>
  readonly at: number
}

/** The field of an item whose cell stands at this place. */
export const fieldOf = (item: ItemShape, at: number): OutputField => {
  switch (item._tag) {
    case "Column":
      return {
        _tag: "Cell",
        as: item.as,
        type: item.column.type,
        asText: item.cast?.kind === "text",
        at
      }
    case "Aggregate":
      return { _tag: "Cell", as: item.as, type: item.type, asText: item.cast?.kind === "text", at }
    case "Embed": {
      const { as, embed, spread } = item
      const fields = embed.items.map(fieldOf)
      return { _tag: "Embed", as, many: embed.link.many, spread, fields, at }
    }
  }
}

/** What an answer shows of each record, name by name: what a format is written by. */
import { Projection, type Query } from "@pgcrest/core"
import type { ShownField } from "../Format.ts"

/** In the order of the projection; of records that are spread each of their names. */
export const shownFields = ({ items }: Projection.Projection): ReadonlyArray<ShownField> =>
  items.flatMap(fieldsIn)

/** What is no column's: a person, or a part of a change. */
export const untyped = (name: string): ShownField => ({ name, type: null, isUid: false })

function fieldsIn(item: Query.Item): ReadonlyArray<ShownField> {
  switch (item._tag) {
    case "Embed":
      return Projection.namesIn(item).map(untyped)
    case "Aggregate":
      return [{ name: item.as, type: item.cast ?? item.type, isUid: false }]
    case "Column": {
      const { as, cast, column } = item
      return [{ name: as, type: cast ?? column.type, isUid: "plays" in column && column.plays === "uid" }]
    }
  }
}

/** How the cells of groups become rows of an answer: of none a record can be named. */
import { Rows, type Values } from "@pgcrest/core"
import type { TextRow } from "../client/TextQuery.ts"
import type { ItemShape } from "../shape/SelectionShape.ts"
import { fieldOf } from "./OutputField.ts"
import type { Output } from "./output.ts"
import { serialiser } from "./serialiser.ts"
import { valuesReader } from "./valuesReader.ts"

/** Of rows with a cell for each item; what follows in a row is not looked at. */
export const groupsFound = (items: ReadonlyArray<ItemShape>): Output["found"] => {
  const fields = items.map(fieldOf)
  const write = serialiser(fields)
  const values = valuesReader(fields)
  const shown = (rows: ReadonlyArray<TextRow>): Rows.Answered<Values> => ({
    count: rows.length,
    keys: () => rows.map(() => Rows.groupKey),
    json: () => write(rows),
    values: () => rows.map(values),
    first: (count) => shown(rows.slice(0, count)),
    updatedAt: () => null,
    computed: true
  })
  return (rows, paged) => ({
    _tag: "Found",
    ...shown(rows),
    past: null,
    ...paged,
    read: rows.length,
    place: () => []
  })
}

/** What an image holds of a field of today, for stores that have images at hand. */
import * as Result from "effect/Result"
import type { Column } from "../resource/Column.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Image } from "./Change.ts"

/** The value of a column; null where the image has none, or one of another type that the field was of then. */
export const fitting = ({ cell, name }: Column, image: Image): Cell => {
  const held = image[name] ?? null
  return held === null ? null : Result.getOrElse(cell.fromJson(held), () => null)
}

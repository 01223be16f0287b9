/** What a resource wants to know of its changes, of what a request says of itself. */
import * as Result from "effect/Result"
import type { Fault } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Image } from "./Change.ts"

/** A detail as its type has it, or the rule that its text breaks. */
export const readDetail = ({ cell, check }: Column, text: string): Result.Result<Cell, string> => {
  if (cell.parse === null) return Result.fail("is of a type that is not read from a header")
  return cell.parse(text).pipe(
    // An operand may have more digits than a column of the type.
    Result.flatMap((operand) => Result.mapError(cell.fromJson(operand), ruleOf)),
    Result.filterOrFail(
      (value) => check(value).length === 0,
      (value) => ruleOf(check(value))
    )
  )
}

/** Null where nothing is told. What a wire has not judged, as of a resource that hooks write, is left out where it does not fit. */
export const metadataOf = ({ trail }: Resource, details: ReadonlyMap<string, string>): Image | null => {
  if (trail.metadata.size === 0 || details.size === 0) return null
  const told = [...trail.metadata].flatMap(([name, column]) => {
    const text = details.get(name)
    const value = text === undefined ? null : Result.getOrElse(readDetail(column, text), () => null)
    return value === null ? [] : [[name, value] as const]
  })
  return told.length === 0 ? null : Object.fromEntries(told)
}

/** As JSON text. */
export const printMetadata = ({ trail }: Resource, metadata: Image | null): string | null =>
  metadata === null
    ? null
    : `{${Object.entries(metadata)
        .map(([name, value]) => `${JSON.stringify(name)}:${printDetail(trail.metadata.get(name), value)}`)
        .join(",")}}`

// What was declared once, and is not any more, stays the JSON that was stored.
function printDetail(column: Column | undefined, value: Cell): string {
  return value === null ? "null" : column === undefined ? JSON.stringify(value) : column.cell.print(value)
}

function ruleOf([fault]: ReadonlyArray<Fault>): string {
  return fault?.detail ?? "does not fit"
}

/** A row as JSON text and back, without loss: for a store that keeps texts, as files and key-value tables do. */
import * as Result from "effect/Result"
import { type Fault, RecordInvalid } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { ofType, within } from "../value/faults.ts"
import { isObject } from "../value/jsonCell.ts"
import { parseExactJson } from "../value/parseExactJson.ts"

/** The columns that a row has, also those that nobody is shown, as one JSON object: numbers keep each digit. */
export const printRow = ({ columns }: Resource, row: Values): string => {
  const members = [...columns.values()].flatMap(({ name, cell }) => {
    const value = row[name]
    if (value === undefined) return []
    return [`${JSON.stringify(name)}:${value === null ? "null" : cell.print(value)}`]
  })
  return `{${members.join(",")}}`
}

/**
 * The row that `printRow` made the text of, or the image of a change; what is no column today is left out. Fails with
 * RecordInvalid where a column cannot hold what the text has for it.
 */
export const parseRow = (resource: Resource, text: string): Result.Result<Values, RecordInvalid> => {
  const json = Result.try(() => parseExactJson(text))
  if (Result.isFailure(json) || !isObject(json.success))
    return Result.fail(
      new RecordInvalid({ resource: resource.name, faults: ofType("must be a JSON object") })
    )
  const row: Record<string, Cell> = {}
  const faults: Array<Fault> = []
  for (const { name, cell } of resource.columns.values()) {
    if (!Object.hasOwn(json.success, name)) continue
    const value = json.success[name]
    const read = value === null ? Result.succeed(null) : cell.fromJson(value)
    if (Result.isSuccess(read)) row[name] = read.success
    else faults.push(...within(name, read.failure))
  }
  if (faults.length === 0) return Result.succeed(row)
  return Result.fail(new RecordInvalid({ resource: resource.name, faults }))
}

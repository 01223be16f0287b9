/** Rows of cells as values, by the names of an answer; most answers are never read so. */
import { type Cell, Projection, type Values } from "@pgcrest/core"
import type { TextRow } from "../client/TextQuery.ts"
import { cellReader } from "./cellReader.ts"
import type { EmbedField, OutputField } from "./OutputField.ts"
import { readRecords } from "./recordText.ts"

type Read = (text: string) => Cell

/** The readers are made once, when the first row is read. */
export const valuesReader = (fields: ReadonlyArray<OutputField>): ((row: TextRow) => Values) => {
  let made: ReadonlyArray<readonly [key: string, at: number, read: Read, absent: Cell]> | null = null
  return (row) => {
    made ??= fields.map((field) => [keyOf(field), field.at, readerOf(field), absentOf(field)])
    return Object.fromEntries(made.map(([key, at, read, absent]) => [key, readCell(row, at, read) ?? absent]))
  }
}

/** The value of one cell; null where it is. */
export const readCell = (row: TextRow, at: number, read: Read): Cell => {
  const text = row[at] ?? null
  return text === null ? null : read(text)
}

function readerOf(field: OutputField): Read {
  return field._tag === "Cell" ? cellReader(field.type) : embedReader(field)
}

function embedReader({ fields, many }: EmbedField): Read {
  const values = valuesReader(fields)
  return (text) => {
    const rows = readRecords(text).map(values)
    return many ? rows : (rows[0] ?? null)
  }
}

function absentOf(field: OutputField): Cell {
  return field._tag === "Embed" && field.many ? [] : null
}

/** As core's `Projection.keyOf` has it: records that are spread have no name of their own. */
function keyOf(field: OutputField): string {
  return field._tag === "Embed" && field.spread ? Projection.spreadKey(field.as) : field.as
}

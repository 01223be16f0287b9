/** CSV (RFC 4180): a header line, and a line for each record. */
import * as Result from "effect/Result"
import type { Format, ReadLimits } from "../Format.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { csvWriter } from "./csvWriter.ts"
import { readCsv } from "./readCsv.ts"

export type { CsvOptions } from "./CsvOptions.ts"

/** `text/csv`, for the option `formats` of a wire or a handler. */
export const make = (options: CsvOptions = {}): Format => {
  const all = { newline: "\r\n", bom: false, formulas: "kept", null: "", ...options } as const
  const read = (text: string, limits: ReadLimits) => readCsv(options.null ?? limits.null ?? "")(text, limits)
  return {
    _tag: "Format",
    types: ["text/csv"],
    view: JSON.stringify(["csv", all.newline, all.bom, all.formulas, all.null]),
    extension: "csv",
    // A line of no cells would be one of one empty cell.
    writer: (fields) =>
      fields.length === 0
        ? Result.fail("needs a field to show, and the answer has none")
        : Result.succeed(csvWriter(fields, all)),
    read
  }
}

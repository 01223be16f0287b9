/** CSV (RFC 4180): a header line, and a line for each record. */
import * as Result from "effect/Result"
import type { Format } from "../Format.ts"
import type { CsvOptions } from "./CsvOptions.ts"
import { csvWriter } from "./csvWriter.ts"
import { readCsv } from "./readCsv.ts"

export type { CsvOptions } from "./CsvOptions.ts"

/** `text/csv`, for the option `formats` of a wire or a handler. */
export const make = (options: CsvOptions = {}): Format => {
  const all = { newline: "\r\n", bom: false, formulas: "kept", null: "", ...options } as const
  return {
    _tag: "Format",
    types: ["text/csv"],
    view: JSON.stringify(["csv", all.newline, all.bom, all.formulas, all.null]),
    extension: "csv",
    writer: (fields) => Result.succeed(csvWriter(fields, all)),
    read: readCsv(all.null)
  }
}

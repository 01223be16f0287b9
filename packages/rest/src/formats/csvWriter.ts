/** Records' JSON as lines of CSV: numbers and instants in the very characters of the JSON. */
import type { ShownField, Writer } from "../Format.ts"
import { memberTexts } from "../json/memberTexts.ts"
import type { CsvOptions } from "./CsvOptions.ts"

type Options = Required<CsvOptions>

/** In the order of the fields; related records, arrays and JSON are told as JSON. */
export const csvWriter = (fields: ReadonlyArray<ShownField>, options: Options): Writer => {
  const { bom, newline } = options
  const names = fields.map(({ name }) => quoted(safe(name, options), options))
  return {
    head: `${bom ? "\uFEFF" : ""}${names.join(",")}${newline}`,
    write: (json) =>
      memberTexts(json)
        .map(
          (values) => `${fields.map((_, at) => cellOf(values[at] ?? "null", options)).join(",")}${newline}`
        )
        .join(""),
    between: "",
    tail: "",
    broken: null
  }
}

function cellOf(json: string, options: Options): string {
  if (json === "null") return options.null
  return quoted(json.startsWith('"') ? safe(textOf(json), options) : json, options)
}

/** Nearly no text has escapes. */
function textOf(json: string): string {
  return json.includes("\\") ? String(JSON.parse(json)) : json.slice(1, -1)
}

/** What would be read as null, or ends a cell, stands in quotes. */
function quoted(text: string, options: Options): string {
  return text === options.null || /[",\r\n]|^\uFEFF/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** As OWASP has it (CSV injection). */
function safe(text: string, { formulas }: Options): string {
  return formulas === "escaped" && /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
}

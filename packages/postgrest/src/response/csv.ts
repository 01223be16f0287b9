/** CSV as every PostgREST writes it, for `.csv()` of its clients: a header, and each row as PostgreSQL's own text has it. */
import type { ColumnType } from "@pgcrest/core"
import type { Format, ShownField, Writer } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { elementsOf, membersOf } from "./members.ts"

/** Nothing is read by it: a payload in CSV takes the format of the REST wire. */
export const csv: Format = {
  _tag: "Format",
  types: ["text/csv"],
  view: "csv",
  extension: null,
  writer: (fields) =>
    fields.length === 0
      ? Result.fail("needs a column to show, and the answer has none")
      : Result.succeed(writerOf(fields)),
  read: null
}

/** A null is nothing, an empty text two quotes; there is no line end at the end. */
function writerOf(fields: ReadonlyArray<ShownField>): Writer {
  const lineOf = (members: ReadonlyArray<string>) =>
    members.map((member, at) => quoted(textOf(member, fields[at]?.type?.kind ?? null))).join(",")
  return {
    head: fields.map(({ name }) => name).join(","),
    write: (json) =>
      membersOf(json)
        .map((members) => `\n${lineOf(members)}`)
        .join(""),
    between: "",
    tail: "",
    broken: null
  }
}

type Kind = ColumnType["kind"] | null

/** A member's JSON text as PostgreSQL's own. */
function textOf(json: string, kind: Kind): string | null {
  if (json === "null") return null
  if (json === "true" || json === "false") return json.charAt(0)
  if (kind === "array") return literalOf(json)
  if (!json.startsWith('"')) return json
  const text = String(JSON.parse(json))
  return kind === "timestamptz" || kind === "timestamp" ? text.replace("T", " ").replace(/Z$/u, "+00") : text
}

/** `["a","b c"]` → `{a,"b c"}`. */
function literalOf(json: string): string {
  return `{${elementsOf(json).map(elementOf).join(",")}}`
}

function elementOf(json: string): string {
  if (json === "null") return "NULL"
  if (json.startsWith("[")) return literalOf(json)
  const text = textOf(json, null) ?? ""
  const isPlain = text !== "" && !/[{}",\\\s]/u.test(text) && text.toUpperCase() !== "NULL"
  return isPlain ? text : `"${text.replaceAll(/["\\]/gu, "\\$&")}"`
}

function quoted(text: string | null): string {
  if (text === null) return ""
  return text !== "" && !/["\\(),\s]/u.test(text) ? text : `"${text.replaceAll(/["\\]/gu, "$&$&")}"`
}

/** Newline-delimited JSON: a record in each line. */
import { isObject, splitObjects } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Format, Read, Writer } from "../Format.ts"
import { parseJson } from "../json/parseJson.ts"
import { type RequestFailure, tooManyRows } from "../problem/RequestFailure.ts"

/** `application/x-ndjson` and its other names, for the option `formats` of a wire or a handler. */
export const make = (): Format => ({
  _tag: "Format",
  types: ["application/x-ndjson", "application/ndjson", "application/jsonl"],
  view: "ndjson",
  extension: null,
  writer: () => Result.succeed(lines),
  read
})

const lines: Writer = {
  head: "",
  // What a store has as text may be written over several lines; between marks JSON has blanks only.
  write: (json) =>
    splitObjects(json)
      .map((object) => `${object.replaceAll(/[\r\n]/gu, " ")}\n`)
      .join(""),
  between: "",
  tail: "",
  broken: (problem) => `{"@problem":${problem}}\n`
}

/** Lines without anything in them are left out; the first that is no object fails. */
const read: Read = (text, { depth, rows: most }) => {
  const rows: Array<Readonly<Record<string, unknown>>> = []
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue
    const json = parseJson(line, { depth })
    if (Result.isFailure(json)) return Result.fail(malformed(at, rows.length, json.failure))
    if (!isObject(json.success)) return Result.fail(notAnObject(at, rows.length))
    if (rows.length === most) return Result.fail(tooManyRows(most))
    rows.push(json.success)
  }
  return Result.succeed(rows)
}

interface Unread {
  readonly reason: string
  readonly detail: string
  readonly pointer?: string
}

// A line is parsed by itself, where it is the first one.
function malformed(line: number, row: number, { detail: told, pointer, reason }: Unread): RequestFailure {
  const detail = told.replace(/^line 1, /u, "")
  return {
    _tag: "BodyMalformed",
    detail: `Line ${line + 1} is not JSON that we read: ${detail}.`,
    hint: "Send a JSON object in each line.",
    errors: [{ pointer: `#/${row}${pointer?.slice(1) ?? ""}`, code: reason, detail }]
  }
}

function notAnObject(line: number, row: number): RequestFailure {
  return {
    _tag: "BodyNotAnObject",
    detail: `Line ${line + 1} must be a JSON object with the record's fields.`,
    errors: [{ pointer: `#/${row}`, code: "type", detail: "must be an object" }]
  }
}

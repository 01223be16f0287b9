/** CSV as rows: names in the header, each cell read as its column's type. */
import type { Column, Command } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Read, ReadLimits } from "../Format.ts"
import type { Violation } from "../problem/ProblemKind.ts"
import { type RequestFailure, tooManyRows } from "../problem/RequestFailure.ts"
import { pointer } from "../json/pointer.ts"
import { type CsvCell, type InvalidCsv, parseCsv } from "./parseCsv.ts"
import { readCell } from "./readCell.ts"

type Line = ReadonlyArray<CsvCell>

/** `nothing` is what null is written as, without quotes. All cells that hold no JSON where there must be are told at once. */
export const readCsv =
  (nothing: string): Read =>
  (text, limits) => {
    // The header is one line more.
    const lines = parseCsv(text, limits.rows + 1)
    if (Result.isFailure(lines)) return Result.fail(unread(lines.failure, limits))
    const [header, ...rows] = lines.success
    const names = header?.map((cell) => cell.text) ?? []
    const misnamed = headerFault(names)
    if (misnamed !== null) return Result.fail(malformed(misnamed, []))
    const uneven = rows.findIndex((cells) => cells.length !== names.length)
    if (uneven >= 0) return Result.fail(ofOtherLength(uneven, rows[uneven]?.length ?? 0, names.length))
    return rowsOf(names, rows, { ...limits, nothing })
  }

function unread({ _tag, detail, line }: InvalidCsv, { rows }: ReadLimits): RequestFailure {
  if (_tag === "TooMany") return tooManyRows(rows)
  return malformed(`Record ${line} ${detail}.`, line === 0 ? [] : [fault([line - 1], "syntax", detail)])
}

function headerFault(names: ReadonlyArray<string>): string | null {
  if (names.length === 0) return "The first line must name the fields."
  const seen = new Set<string>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  return twice === undefined ? null : `The first line names ${JSON.stringify(twice.slice(0, 40))} twice.`
}

function rowsOf(
  names: ReadonlyArray<string>,
  rows: ReadonlyArray<Line>,
  { columns, depth, nothing }: ReadLimits & { readonly nothing: string }
): ReturnType<Read> {
  const readers = names.map((name): readonly [string, Column | undefined] => [name, columns.get(name)])
  const faults: Array<Violation> = []
  const bodies = rows.map((cells, row): Command.Body =>
    Object.fromEntries(
      readers.map(([name, column], at) => {
        const { quoted, text } = cells[at] ?? { text: "", quoted: false }
        if (!quoted && text === nothing) return [name, null]
        const value = readCell(column, text, depth)
        if (Result.isFailure(value) && faults.length < mostFaults)
          faults.push(fault([row, name], "syntax", value.failure))
        return [name, Result.getOrNull(value)]
      })
    )
  )
  return faults.length === 0
    ? Result.succeed(bodies)
    : Result.fail(malformed("The body has cells that cannot be read.", faults))
}

const mostFaults = 100

function ofOtherLength(row: number, length: number, names: number): RequestFailure {
  const detail = `has ${length} cells where the first line names ${names} fields`
  return malformed(`Record ${row + 1} ${detail}.`, [fault([row], "length", detail)])
}

function fault(path: ReadonlyArray<string | number>, code: string, detail: string): Violation {
  return { pointer: pointer(path), code, detail }
}

function malformed(detail: string, errors: ReadonlyArray<Violation>): RequestFailure {
  return {
    _tag: "BodyMalformed",
    detail,
    hint: "Send CSV in UTF-8 (RFC 4180): a line with the fields' names, then a line for each record.",
    ...(errors.length === 0 ? {} : { errors })
  }
}

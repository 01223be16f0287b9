/** What each column type means for its values: read from JSON, read from text, compared, written as JSON. */
import * as Result from "effect/Result"
import type { Cell, ColumnType, ElementType } from "./ColumnType.ts"
import { compareDates, parseDate } from "./date.ts"
import { compareDecimals, fitDecimal, parseDecimal, printDecimal } from "./decimal.ts"
import type { Fault } from "../failures.ts"
import { mostFaults, ofType, within } from "./faults.ts"
import { compareInstants, parseInstant } from "./instant.ts"
import { equalJson, type FromJson, toJsonb } from "./jsonCell.ts"
import { digitsOf, parseFloat, parseInteger, toBigint, toFloat, toInteger } from "./numberCell.ts"
import { compareText, unstorable, utf8Length } from "./text.ts"

type Reader<I> = (input: I) => Result.Result<Cell, string>

/** What a column's values are, in JSON, in filters and in order. */
export interface CellType {
  /** A JSON value of a body as a cell, or the rules it breaks, each with its place inside. Null is decided before. */
  readonly fromJson: FromJson
  /** The text of a filter's operand as a cell, or the rule it breaks; null where a type has no comparisons. */
  readonly parse: Reader<string> | null
  /** Negative, zero or positive; only zero or not where a type has no order. */
  readonly compare: (left: Cell, right: Cell) => number
  /** A cell as JSON text; numbers keep every digit. */
  readonly print: (cell: Cell) => string
}

/** Exhaustive: a new column type does not compile until it says what its values mean. */
export const cellType = (type: ColumnType): CellType => {
  switch (type.kind) {
    case "text":
      return scalar(stringOf(storable), storable, byText)
    case "uuid":
      return scalar(stringOf(parseUuid), parseUuid, byText)
    case "integer":
      return scalar(toInteger, parseInteger, byNumber)
    case "float":
      return scalar(toFloat, parseFloat, byNumber)
    case "boolean":
      return scalar(toBoolean, parseBoolean, byNumber)
    case "date":
      return scalar(stringOf(parseDate), parseDate, (a, b) => compareDates(String(a), String(b)))
    case "timestamptz":
      return scalar(stringOf(parseInstant), parseInstant, (a, b) => compareInstants(String(a), String(b)))
    case "bigint":
      return { ...scalar((json) => toBigint(digitsOf(json)), toBigint, byDecimal), print: printBigint }
    case "numeric":
      return {
        ...scalar(toNumeric(type), parseDecimal, byDecimal),
        print: printNumeric
      }
    case "enum":
      return scalar(
        oneOf(type.labels),
        oneOf(type.labels),
        type.type === null ? byText : byLabel(type.labels)
      )
    case "jsonb":
      return { fromJson: toJsonb, parse: null, compare: byEquality, print: JSON.stringify }
    case "array":
      return { fromJson: toArray(type.of), parse: null, compare: byEquality, print: JSON.stringify }
  }
}

// A key of the table's index, and of the audit trail's beside a resource's name: PostgreSQL's end at some 2,700 bytes.
const longestUid = 512

/** A uid, or a reference to one: text is bounded in its bytes, other types are what they are. */
export const uidType = (type: ColumnType): CellType =>
  type.kind === "text" ? scalar(stringOf(uidText), uidText, byText) : cellType(type)

function uidText(text: string): Result.Result<Cell, string> {
  return text.length > longestUid || utf8Length(text) > longestUid
    ? Result.fail(`must take at most ${longestUid} bytes`)
    : storable(text)
}

function scalar(fromJson: Reader<unknown>, parse: Reader<string>, compare: CellType["compare"]): CellType {
  return {
    fromJson: (json) => Result.mapError(fromJson(json), ofType),
    parse,
    compare,
    print: JSON.stringify
  }
}

function stringOf(read: Reader<string>): Reader<unknown> {
  return (json) => (typeof json === "string" ? read(json) : Result.fail("must be a string"))
}

function storable(text: string): Result.Result<Cell, string> {
  const fault = unstorable(text)
  return fault === null ? Result.succeed(text) : Result.fail(fault)
}

function parseUuid(text: string): Result.Result<Cell, string> {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text)
    ? Result.succeed(text.toLowerCase())
    : Result.fail("must be a uuid")
}

// What an old image holds may be of another type than the column is today.
function printNumeric(cell: Cell): string {
  return typeof cell === "string" || typeof cell === "bigint"
    ? printDecimal(String(cell))
    : JSON.stringify(cell)
}

function printBigint(cell: Cell): string {
  return typeof cell === "bigint" ? String(cell) : JSON.stringify(cell)
}

function toBoolean(json: unknown): Result.Result<Cell, string> {
  return typeof json === "boolean" ? Result.succeed(json) : Result.fail("must be true or false")
}

function parseBoolean(text: string): Result.Result<Cell, string> {
  return text === "true" || text === "false"
    ? Result.succeed(text === "true")
    : Result.fail("must be true or false")
}

function toNumeric({
  precision,
  scale
}: {
  readonly precision: number
  readonly scale: number
}): Reader<unknown> {
  return (json) => {
    const digits = digitsOf(json) ?? (typeof json === "string" ? json : null)
    return digits === null ? Result.fail("must be a number") : fitDecimal(digits, precision, scale)
  }
}

function oneOf(labels: ReadonlyArray<string>): Reader<unknown> {
  return (value) =>
    typeof value === "string" && labels.includes(value)
      ? Result.succeed(value)
      : Result.fail(`must be one of ${labels.join(", ")}`)
}

function toArray(of: ElementType): FromJson {
  const element = cellType(of)
  return (json) => {
    if (!Array.isArray(json)) return Result.fail(ofType("must be an array"))
    const cells: Array<Cell> = []
    const faults: Array<Fault> = []
    for (const [at, item] of json.entries()) {
      const cell = element.fromJson(item)
      if (Result.isSuccess(cell)) cells.push(cell.success)
      else faults.push(...within(at, cell.failure))
      if (faults.length >= mostFaults) break
    }
    return faults.length === 0 ? Result.succeed(cells) : Result.fail(faults)
  }
}

function byText(a: Cell, b: Cell): number {
  return compareText(String(a), String(b))
}

function byNumber(a: Cell, b: Cell): number {
  const [left, right] = [Number(a), Number(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function byDecimal(a: Cell, b: Cell): number {
  return compareDecimals(String(a), String(b))
}

function byLabel(labels: ReadonlyArray<string>): CellType["compare"] {
  return (a, b) => labels.indexOf(String(a)) - labels.indexOf(String(b))
}

function byEquality(a: Cell, b: Cell): number {
  return equalJson(a, b) ? 0 : 1
}

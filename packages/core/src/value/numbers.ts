/** The column types whose values are numbers, or true and false, in JSON. */
import * as Result from "effect/Result"
import { type Cell, integer, oid, smallint } from "./ColumnType.ts"
import {
  compareNumbers,
  parseBigint,
  parseFloat,
  parseReal,
  parseWhole,
  printCell,
  printFloat,
  printReal,
  type Span,
  toBigint,
  toFloat,
  toReal,
  toWhole
} from "./numberCell.ts"
import { compareNumerics, parseNumeric, printNumeric, toNumeric } from "./numericCell.ts"
import type { OfKind, Reader, Scalar } from "./Scalar.ts"

type NumberType = OfKind<"boolean" | "smallint" | "integer" | "bigint" | "oid" | "numeric" | "real" | "float">

/** What each means; a new kind does not compile until it says so. */
export const numberOf = (type: NumberType): Scalar => {
  switch (type.kind) {
    case "boolean":
      return scalar(toBoolean, parseBoolean)
    case "smallint":
      return whole(smallint)
    case "integer":
      return whole(integer)
    case "oid":
      return whole(oid)
    case "bigint":
      return { ...scalar(toBigint, parseBigint), compare: compareNumerics }
    case "real":
      return { ...scalar(toReal, parseReal), print: printReal }
    case "float":
      return { ...scalar(toFloat, parseFloat), print: printFloat }
    case "numeric":
      return {
        fromJson: (json) => toNumeric(json, type),
        parse: parseNumeric,
        compare: compareNumerics,
        print: printNumeric
      }
  }
}

function scalar(fromJson: Reader<unknown>, parse: Reader<string>): Scalar {
  return { fromJson, parse, compare: compareNumbers, print: printCell }
}

function whole(span: Span): Scalar {
  return scalar(
    (json) => toWhole(json, span),
    (text) => parseWhole(text, span)
  )
}

function toBoolean(json: unknown): Result.Result<Cell, string> {
  return typeof json === "boolean" ? Result.succeed(json) : notBoolean
}

function parseBoolean(text: string): Result.Result<Cell, string> {
  return text === "true" || text === "false" ? Result.succeed(text === "true") : notBoolean
}

const notBoolean = Result.fail("must be true or false")

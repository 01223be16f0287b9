/** What each column type means for its values: read from JSON, read from text, compared, written as JSON. */
import * as Result from "effect/Result"
import { compareArrays, parseArray, printArray, toArray } from "./array.ts"
import { arrayRelations } from "./arrayRelations.ts"
import type { Cell, ColumnType, RangeType } from "./ColumnType.ts"
import { ofType } from "./faults.ts"
import { toGeometry } from "./geometry.ts"
import { toHstore } from "./hstore.ts"
import { compareJsonb } from "./jsonbOrder.ts"
import { equalJson, type FromJson, parseJsonb, toJsonb } from "./jsonCell.ts"
import { jsonbRelations } from "./jsonbRelations.ts"
import { compareMultiranges, parseMultirange, partsOfMultirange } from "./multirange.ts"
import { printCell } from "./numberCell.ts"
import { numberOf } from "./numbers.ts"
import { compareRanges, parseRange, partsOfRange } from "./range.ts"
import { rangeRelations } from "./rangeRelations.ts"
import { none, type Relations } from "./Relations.ts"
import { boundsOf } from "./boundsOf.ts"
import type { OfKind, Reader, Scalar } from "./Scalar.ts"
import { scalar, stringOf } from "./strings.ts"
import { uidText } from "./textCell.ts"

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
  /** How two values stand to each other beside their order. */
  readonly relations: Relations
}

/** Exhaustive, with the tables of numbers and of strings: a new column type does not compile until it says what its values mean. */
export const cellType = (type: ColumnType): CellType => {
  switch (type.kind) {
    case "boolean":
    case "smallint":
    case "integer":
    case "bigint":
    case "oid":
    case "numeric":
    case "real":
    case "float":
      return ofScalar(numberOf(type))
    case "json":
      return uncompared(toJsonb, equalJson)
    case "jsonb":
      return {
        fromJson: toJsonb,
        parse: parseJsonb,
        compare: compareJsonb,
        print: printCell,
        relations: jsonbRelations
      }
    case "hstore":
      return uncompared(toHstore, equalJson)
    case "geometry":
      return uncompared(toGeometry, equalJson)
    case "array":
      return ofArray(type)
    case "range":
    case "multirange":
      return ofRange(type)
    default:
      return ofScalar(stringOf(type))
  }
}

/** A uid, or a reference to one: text is bounded in its bytes, and a path has one spelling of each. */
export const uidType = (type: ColumnType): CellType => {
  const cell = cellType(type)
  if (type.kind === "text") return { ...cell, ...boundedText(cell) }
  // A uuid has always been taken in capitals too.
  return type.kind === "uuid" ? cell : { ...cell, parse: spelt(cell) }
}

function boundedText({ fromJson, parse }: CellType): Pick<CellType, "fromJson" | "parse"> {
  const uid = ofScalar(scalar(uidText))
  return {
    fromJson: (json) => Result.flatMap(fromJson(json), uid.fromJson),
    parse: (text) => Result.flatMap(uidText(text), (uid) => parse?.(uid) ?? Result.succeed(uid))
  }
}

/** Neither `007` nor `+7` is the uid 7. */
function spelt({ parse, print }: CellType): Reader<string> | null {
  if (parse === null) return null
  return (text) =>
    Result.flatMap(parse(text), (cell) => {
      const only = typeof cell === "string" ? cell : print(cell)
      return only === text ? Result.succeed(cell) : Result.fail(`must be written as ${only}`)
    })
}

function ofScalar({ fromJson, ...rest }: Scalar): CellType {
  return { ...rest, relations: none, fromJson: (json) => Result.mapError(fromJson(json), ofType) }
}

function uncompared(fromJson: FromJson, equal: (left: Cell, right: Cell) => boolean): CellType {
  return {
    fromJson,
    parse: null,
    compare: (a, b) => (equal(a, b) ? 0 : 1),
    print: printCell,
    relations: none
  }
}

function ofArray({ of }: OfKind<"array">): CellType {
  const element = cellType(of)
  const elements = { ...element, nests: of.kind !== "json" && of.kind !== "jsonb" }
  const { parse } = element
  return {
    fromJson: (json) => toArray(json, elements),
    parse: parse === null ? null : (text) => parseArray(text, elements, parse),
    compare: (left, right) => compareArrays(left, right, elements),
    print: (cell) => printArray(cell, elements),
    relations: parse === null ? none : arrayRelations(elements)
  }
}

function ofRange(type: RangeType): CellType {
  const bounds = boundsOf(type, cellType(type.of))
  const isOne = type.kind === "range"
  const read = isOne ? parseRange : parseMultirange
  const compare = isOne ? compareRanges : compareMultiranges
  const partsOf = isOne ? partsOfRange : partsOfMultirange
  return {
    ...ofScalar(
      scalar(
        (text) => read(text, bounds),
        (left, right) => compare(left, right, bounds)
      )
    ),
    relations: rangeRelations((cell) => partsOf(String(cell), bounds), bounds)
  }
}

/** Columns of arrays: elements, null, or arrays that have one length each. */
import * as Result from "effect/Result"
import type { Fault } from "../failures.ts"
import { splitArray } from "./arrayText.ts"
import type { Cell } from "./ColumnType.ts"
import { mostFaults, ofType, within } from "./faults.ts"
import type { FromJson } from "./jsonCell.ts"
import { printCell } from "./numberCell.ts"
import type { Reader } from "./Scalar.ts"

/** What an array asks of its elements. `nests` is false where an element can be an array itself, as JSON can. */
export interface Elements {
  readonly fromJson: FromJson
  readonly compare: (left: Cell, right: Cell) => number
  readonly print: (cell: Cell) => string
  readonly nests: boolean
}

const notAnArray = Result.fail('must be an array such as {a,"b c",NULL}')

type Read = Result.Result<ReadonlyArray<Cell>, ReadonlyArray<Fault>>

const mostDimensions = 6

/** An array as a cell; one without elements has no dimensions either. */
export const toArray = (json: unknown, of: Elements): Read =>
  Result.map(read(json, of, 1), (cells) => (dimensionsOf(cells, of).includes(0) ? [] : cells))

/** An operand in PostgreSQL's notation, `{a,"b c",NULL}`, whose elements are read one by one. */
export const parseArray = (
  text: string,
  of: Elements,
  parse: Reader<string>
): Result.Result<Cell, string> => {
  const split = splitArray(text)
  if (split === undefined) return notAnArray
  const element: FromJson = (written) =>
    typeof written === "string"
      ? Result.mapError(parse(written), (rule) => ofType(`has an element that ${rule}`))
      : Result.fail(ofType("must hold no arrays, as its elements are JSON"))
  return Result.mapError(toArray(split, { ...of, fromJson: element }), ([fault]) => fault?.detail ?? "")
}

/** Orders as PostgreSQL does: by elements, null behind all, then by their number, then by dimensions. */
export const compareArrays = (left: Cell, right: Cell, of: Elements): number => {
  const [a, b] = [elementsOf(left, of), elementsOf(right, of)]
  for (const [at, element] of a.slice(0, b.length).entries()) {
    const order = compareElements(element, b[at] ?? null, of)
    if (order !== 0) return order
  }
  return a.length - b.length || compareDimensions(dimensionsOf(left, of), dimensionsOf(right, of))
}

/** An array as JSON text, each element as its type prints it. */
export const printArray = (cell: Cell, of: Elements): string => {
  if (!Array.isArray(cell)) return printCell(cell)
  const items: ReadonlyArray<Cell> = cell
  return `[${items.map((item) => printItem(item, of)).join()}]`
}

function read(json: unknown, of: Elements, depth: number): Read {
  if (!Array.isArray(json)) return Result.fail(ofType("must be an array"))
  if (depth > mostDimensions) {
    return Result.fail(ofType(`must not be nested deeper than ${mostDimensions} arrays`))
  }
  const nested = of.nests && json.some(Array.isArray)
  const cells: Array<Cell> = []
  const faults: Array<Fault> = []
  for (const [at, item] of json.entries()) {
    const cell = nested ? read(item, of, depth + 1) : readElement(item, of)
    if (Result.isFailure(cell)) faults.push(...within(at, cell.failure))
    else if (!nested || isAlike(cell.success, cells[0] ?? cell.success, of)) cells.push(cell.success)
    else faults.push(...within(at, ofType("must have as many elements as the arrays beside it")))
    if (faults.length >= mostFaults) break
  }
  return faults.length === 0 ? Result.succeed(cells) : Result.fail(faults)
}

function readElement(json: unknown, { fromJson }: Elements): Result.Result<Cell, ReadonlyArray<Fault>> {
  return json === null ? Result.succeed(null) : fromJson(json)
}

function isAlike(cell: Cell, beside: Cell, of: Elements): boolean {
  return dimensionsOf(cell, of).join() === dimensionsOf(beside, of).join()
}

function dimensionsOf(cell: Cell, of: Elements): ReadonlyArray<number> {
  if (!Array.isArray(cell)) return []
  const items: ReadonlyArray<Cell> = cell
  return of.nests ? [items.length, ...dimensionsOf(items[0] ?? null, of)] : [items.length]
}

/** All elements, whatever the dimensions. */
export function elementsOf(cell: Cell, { nests }: Elements): ReadonlyArray<Cell> {
  if (!Array.isArray(cell)) return [cell]
  return nests ? cell.flat(mostDimensions) : cell
}

function compareElements(left: Cell, right: Cell, { compare }: Elements): number {
  return left === null || right === null
    ? Number(left === null) - Number(right === null)
    : compare(left, right)
}

function compareDimensions(left: ReadonlyArray<number>, right: ReadonlyArray<number>): number {
  const at = left.findIndex((length, i) => length !== right[i])
  return left.length - right.length || (at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0))
}

function printItem(item: Cell, of: Elements): string {
  if (item === null) return "null"
  return of.nests && Array.isArray(item) ? printArray(item, of) : of.print(item)
}

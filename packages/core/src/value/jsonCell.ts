/** JSON columns and arrays: what PostgreSQL can hold of JSON, and when two of them are equal. */
import * as Result from "effect/Result"
import type { Cell } from "./ColumnType.ts"
import { compareDecimals, parseDecimal } from "./decimal.ts"
import { ExactNumber } from "./ExactNumber.ts"
import type { Fault } from "../failures.ts"
import { mostFaults, ofType, within } from "./faults.ts"
import { digitsOf } from "./numberCell.ts"
import { parseExactJson } from "./parseExactJson.ts"
import { unstorable } from "./text.ts"

/** A JSON value as a cell, or the rules it breaks, each with its place inside. */
export type FromJson = (json: unknown) => Result.Result<Cell, ReadonlyArray<Fault>>

// Bodies have a lower limit; hooks can hand over anything, and JSON.stringify and PostgreSQL both end at a few thousand.
export const mostDeep = 500

// PostgreSQL prints a number of jsonb without an exponent: 1e400 as 401 digits. Every double has fewer than 400.
const mostDigits = 400
// How much longer than it was sent a value may become by that: a quarter of the largest body, where nobody set another.
export const mostGrowth = 262_144

/** What is left of `mostGrowth` while a value is walked through; below zero once it was told that there is too much. */
interface Room {
  left: number
}

/** Any JSON whose texts and numbers jsonb can store, and print in about as many bytes as it came in. */
export const toJsonb: FromJson = (json) => {
  const faults = faultsOf(json, 0, { left: mostGrowth })
  if (faults.length > 0) return Result.fail(faults)
  return isCell(json) ? Result.succeed(json) : Result.fail(ofType("must be JSON"))
}

/** The same of a filter's operand, which is JSON itself. */
export const parseJsonb = (text: string): Result.Result<Cell, string> => {
  const json = Result.try(() => parseExactJson(text))
  if (Result.isFailure(json)) return Result.fail('must be JSON, such as 5, true or "text"')
  return Result.mapError(toJsonb(json.success), ([fault]) => fault?.detail ?? "must be JSON")
}

/** The same JSON with the nearest finite double for each exact number, as schemas know numbers. */
export const withDoubles = (json: unknown): unknown => {
  if (json instanceof ExactNumber)
    return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(json.text)))
  if (Array.isArray(json)) return json.map(withDoubles)
  return isObject(json)
    ? Object.fromEntries(Object.entries(json).map(([name, member]) => [name, withDoubles(member)]))
    : json
}

/** Equality of jsonb: key order is free, 1 equals 1.0. */
export const equalJson = (left: unknown, right: unknown): boolean => {
  if (left === right) return true
  const [a, b] = [exactDigits(left), exactDigits(right)]
  if (a !== null && b !== null) return compareDecimals(a, b) === 0
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((element, at) => equalJson(element, right[at]))
  }
  if (!isObject(left) || !isObject(right)) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equalJson(left[name], right[name]))
  )
}

/** A JSON object; an exact number is none. */
export const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber)

/** Whether a value of JSON is there at all. */
export const isCell = (json: unknown): json is Cell => json !== undefined

function faultsOf(json: unknown, depth: number, room: Room): ReadonlyArray<Fault> {
  if (depth > mostDeep) return ofType(`must not be nested deeper than ${mostDeep} levels`)
  if (typeof json === "string") return textFaults(json)
  if (typeof json === "number" || json instanceof ExactNumber) return numberFaults(json, room)
  if (Array.isArray(json)) return memberFaults(json.entries(), depth, room)
  if (isObject(json)) return memberFaults(Object.entries(json), depth, room)
  return json === null || typeof json === "boolean" ? [] : ofType("must be JSON")
}

function memberFaults(
  members: Iterable<readonly [string | number, unknown]>,
  depth: number,
  room: Room
): ReadonlyArray<Fault> {
  const faults: Array<Fault> = []
  for (const [name, member] of members) {
    const misnamed = typeof name === "string" ? unstorable(name) : null
    if (misnamed !== null) faults.push(...ofType(`has a name that ${misnamed}`))
    else faults.push(...within(name, faultsOf(member, depth + 1, room)))
    // Also what ends the walk through an object that contains itself.
    if (faults.length >= mostFaults) break
  }
  return faults
}

function textFaults(text: string): ReadonlyArray<Fault> {
  const fault = unstorable(text)
  return fault === null ? [] : ofType(fault)
}

function numberFaults(number: number | ExactNumber, room: Room): ReadonlyArray<Fault> {
  const [sent, printed] = [digitsOf(number) ?? "", exactDigits(number)]
  if (printed === null) return ofType("is no number that can be stored")
  if (printed.length > mostDigits && printed.replace(/[-.]/gu, "").length > mostDigits)
    return ofType(`must have at most ${mostDigits} digits when it is written out`)
  const before = room.left
  room.left -= Math.max(0, printed.length - sent.length)
  return before >= 0 && room.left < 0 ? ofType(grown) : []
}

const grown = `makes the value more than ${mostGrowth} characters longer than it was sent, when numbers are written out`

/** The digits of a number of JSON as jsonb keeps them, without an exponent; null for what is none. */
export function exactDigits(json: unknown): string | null {
  const digits = digitsOf(json)
  return digits === null ? null : Result.getOrElse(parseDecimal(digits), () => null)
}

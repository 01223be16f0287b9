/** JSON columns and arrays: what PostgreSQL can hold of JSON, and when two of them are equal. */
import * as Result from "effect/Result"
import type { Cell } from "./ColumnType.ts"
import { compareDecimals, parseDecimal } from "./decimal.ts"
import { digitsOf } from "./numberCell.ts"
import { unstorable } from "./text.ts"

/** Any JSON whose texts and numbers jsonb can store; the rule that is broken names where. */
export const toJsonb = (json: unknown): Result.Result<Cell, string> => {
  const fault = faultOf(json, "")
  if (fault !== null) return Result.fail(fault)
  return isCell(json) ? Result.succeed(json) : Result.fail("must be JSON")
}

/** Equality of jsonb: key order is free, 1 equals 1.0. */
export const equalJson = (left: unknown, right: unknown): boolean => {
  if (left === right) return true
  const [a, b] = [exactDigits(left), exactDigits(right)]
  if (a !== null && b !== null) return compareDecimals(a, b) === 0
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) && Array.isArray(right) && left.length === right.length &&
      left.every((element, at) => equalJson(element, right[at]))
    )
  }
  if (!isObject(left) || !isObject(right) || a !== null || b !== null) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equalJson(left[name], right[name]))
  )
}

export const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json)

function isCell(json: unknown): json is Cell {
  return json !== undefined && typeof json !== "function" && typeof json !== "symbol"
}

function faultOf(json: unknown, at: string): string | null {
  if (typeof json === "string") return located(unstorable(json), at)
  const digits = digitsOf(json)
  if (digits !== null) return Result.isFailure(parseDecimal(digits)) ? located("is a number too long to store", at) : null
  if (Array.isArray(json)) return firstFault(json.map((element, i) => [`${at}/${i}`, element]))
  if (!isObject(json)) return null
  const badName = Object.keys(json).find((name) => unstorable(name) !== null)
  if (badName !== undefined) return located(`has a name that ${unstorable(badName)}`, at)
  return firstFault(Object.entries(json).map(([name, member]) => [`${at}/${name}`, member]))
}

function firstFault(members: ReadonlyArray<readonly [at: string, json: unknown]>): string | null {
  for (const [at, json] of members) {
    const fault = faultOf(json, at)
    if (fault !== null) return fault
  }
  return null
}

function located(fault: string | null, at: string): string | null {
  return fault === null || at === "" ? fault : `${fault} (at ${at})`
}

function exactDigits(json: unknown): string | null {
  const digits = digitsOf(json)
  if (digits === null) return null
  return Result.getOrElse(parseDecimal(digits), () => null)
}

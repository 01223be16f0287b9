/** Readers of untyped JSON: each tells a value of its type, or that there is none. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"

export interface JsonRecord {
  readonly [name: string]: unknown
}

const isText = (value: unknown): value is string => typeof value === "string"

/** An object that is no array; else null. */
export const record = (value: unknown): JsonRecord | null => (isObject(value) ? value : null)

/** A string; else null. */
export const text = (value: unknown): string | null => (isText(value) ? value : null)

/** A string with something in it; else null: gateways write "" where they have nothing. */
export const filled = (value: unknown): string | null => (isText(value) && value !== "" ? value : null)

/** A string, or a number that JSON has told whole, as a name; else null: beyond a safe integer one number stands for several. */
export const nameOf = (value: unknown): string | null =>
  typeof value === "number" && Number.isSafeInteger(value) ? String(value) : text(value)

/** An array of strings and of nothing else; else null. */
export const listOfTexts = (value: unknown): ReadonlyArray<string> | null =>
  Array.isArray(value) && value.every(isText) ? value : null

/** The strings of an array; none if it is no array. */
export const texts = (value: unknown): ReadonlyArray<string> =>
  Array.isArray(value) ? (listOfTexts(value) ?? value.filter(isText)) : []

/** What a text says as JSON; null if it is none. */
export const parsed = (json: string): unknown => Result.getOrNull(Result.try((): unknown => JSON.parse(json)))

/** The lines of one field: a text is one, a list is as many as it holds texts. */
export const linesOf = (value: unknown): ReadonlyArray<string> => (isText(value) ? [value] : texts(value))

/** Name and value of each entry, from a map of lists or, if that holds nothing, from a map of single values. */
export const entries = (multiple: unknown, single: unknown): ReadonlyArray<readonly [string, string]> => {
  const found = entriesOf(record(multiple))
  return found.length > 0 ? found : entriesOf(record(single))
}

function entriesOf(fields: JsonRecord | null): ReadonlyArray<readonly [string, string]> {
  if (fields === null) return []
  return Object.entries(fields).flatMap(([name, value]) =>
    linesOf(value).map((line): readonly [string, string] => [name, line])
  )
}

/** What the name of a parameter says: about which place of a query it asks, and what. */
import type { QuerySyntax } from "@pgcrest/core"
import type { Limits } from "../RestOptions.ts"
import { isAtEnd, makeCursor, skipBlanks, takeMark } from "./Cursor.ts"
import { readField } from "./readField.ts"
import { isQuoted } from "./readName.ts"

/** Parameters as they came, repeated ones too. */
export type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** A text, and the parameter that brings it, as a failure names it. */
export interface Written {
  readonly parameter: string
  readonly text: string
}

export interface Parameter {
  /** As a failure names it. */
  readonly name: string
  /** The relations that lead to the place; none for the records themselves. */
  readonly at: ReadonlyArray<string>
  readonly asks: Asks
}

/** A word of the grammar, conditions that are joined, or one on a field. */
export type Asks =
  | { readonly _tag: "Word"; readonly word: Word }
  | { readonly _tag: "Tree"; readonly joined: "And" | "Or"; readonly not: boolean }
  | { readonly _tag: "Condition"; readonly field: QuerySyntax.FieldSyntax }

export type Word = (typeof words)[number]

const ofRelations = ["order", "limit", "offset"] as const
const words = [...ofRelations, "select", "cursor"] as const

/** `author.books.order`, `not.or`, `meta->>colour`; null for what is neither a word of the grammar nor could be a field. */
export const parameterOf = (key: string, limits: Limits): Parameter | null =>
  /^[A-Za-z0-9_]{1,63}$/u.test(key) ? plainParameter(key) : readParameter(key, limits)

/** Nearly all are a word, which takes a tenth of the time. */
function plainParameter(name: string): Parameter {
  const word = words.find((one) => one === name)
  if (word !== undefined) return { name, at: [], asks: { _tag: "Word", word } }
  return name === "and" || name === "or"
    ? { name, at: [], asks: { _tag: "Tree", joined: name === "and" ? "And" : "Or", not: false } }
    : { name, at: [], asks: { _tag: "Condition", field: { name, path: [], asText: false } } }
}

function readParameter(key: string, limits: Limits): Parameter | null {
  const name = key.slice(0, 100)
  // Clients that know arrays in a query number repeated filters: `title[0]`.
  const plain = key.replace(/\[\d*\]$/u, "")
  const parts = partsOf(plain, limits)
  const last = parts?.at(-1)
  if (parts === null || last === undefined) return null
  const at = parts.slice(0, -1)
  const word = wordIn(last, at.length === 0 ? words : ofRelations)
  // Links of pages leave words out by their names, so that each is written in one way.
  if (word !== undefined && (at.length === 0 || plain !== key)) return null
  if (word !== undefined) return { name, at: at.map(nameOf), asks: { _tag: "Word", word } }
  const joined = wordIn(last, ["and", "or"])
  if (joined === undefined)
    return { name, at: at.map(nameOf), asks: { _tag: "Condition", field: last.field } }
  const before = at.at(-1)
  const not = before !== undefined && wordIn(before, ["not"]) !== undefined
  const places = not ? at.slice(0, -1) : at
  return {
    name,
    at: places.map(nameOf),
    asks: { _tag: "Tree", joined: joined === "and" ? "And" : "Or", not }
  }
}

interface Part {
  readonly field: QuerySyntax.FieldSyntax
  /** Then it is no word of the grammar. */
  readonly quoted: boolean
}

/** Names parted by dots, of which the last alone leads into JSON. */
function partsOf(key: string, limits: Limits): ReadonlyArray<Part> | null {
  const cursor = makeCursor(key, key, limits)
  const parts: Array<Part> = []
  do {
    skipBlanks(cursor)
    const quoted = isQuoted(cursor)
    const field = readField(cursor)
    if (field === undefined || (parts.at(-1)?.field.path ?? []).length > 0) return null
    parts.push({ field, quoted })
  } while (takeMark(cursor, "."))
  return isAtEnd(cursor) ? parts : null
}

function wordIn<A extends string>({ field, quoted }: Part, among: ReadonlyArray<A>): A | undefined {
  return quoted || field.path.length > 0 ? undefined : among.find((word) => word === field.name)
}

function nameOf({ field }: Part): string {
  return field.name
}

/**
 * JSON text → value, in one pass. Our own, because JSON.parse keeps the last of two equal names, rounds long numbers,
 * takes any depth, and says neither what is wrong nor where.
 */
import * as Result from "effect/Result"
import { containerIn, type Open, pathOf, put, rootOf } from "./JsonContainer.ts"
import { expected, invalidJson, type JsonCursor, makeCursor, nextCode, refuse } from "./JsonCursor.ts"
import type { InvalidJson, Json } from "./Json.ts"
import { pointer } from "./pointer.ts"
import { readJsonNumber } from "./readJsonNumber.ts"
import { readJsonString } from "./readJsonString.ts"

/** Reads one text to the letter of RFC 8259, at most `depth` arrays and objects inside each other; skips a BOM. */
export const parseJson = (
  text: string,
  limits: { readonly depth: number }
): Result.Result<Json, InvalidJson> => {
  const cursor = makeCursor(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  const value = readText(cursor, limits.depth)
  return value === undefined ? Result.fail(invalidJson(cursor)) : Result.succeed(value)
}

const quote = 0x22
const comma = 0x2c
const minus = 0x2d
const colon = 0x3a
const bracket = 0x5b
const brace = 0x7b

/** A loop over open containers, no recursion: whatever the limit is, the call stack holds. */
function readText(cursor: JsonCursor, depth: number): Json | undefined {
  if (Number.isNaN(nextCode(cursor))) return undefined
  const root = rootOf(depth)
  let here: Open | undefined = root
  do {
    const code = nextCode(cursor)
    here = code === brace || code === bracket ? enter(here, code, cursor) : readScalar(here, code, cursor)
  } while (here !== undefined && here !== root)
  if (here === undefined) return undefined
  return Number.isNaN(nextCode(cursor)) ? root.items[0] : expected(cursor, cursor.at, "the end of the text")
}

// Each reader below answers the container in which the next value starts: the root when the text's value is complete.

function enter(parent: Open, code: number, cursor: JsonCursor): Open | undefined {
  if (parent.room === 0) return refuseDepth(parent, cursor)
  const here = containerIn(parent, code === brace)
  cursor.at++
  if (nextCode(cursor) === here.closing) return leave(here, cursor)
  return here.members === undefined ? here : readName(here, here.members, cursor)
}

function readScalar(here: Open, code: number, cursor: JsonCursor): Open | undefined {
  const value = scalar(code, cursor)
  if (value === undefined) return undefined
  put(here, value)
  return leave(here, cursor)
}

/** Behind a value: closes what closes, up to a comma. */
function leave(from: Open, cursor: JsonCursor): Open | undefined {
  let here = from
  while (here.parent !== undefined) {
    const code = nextCode(cursor)
    if (code !== here.closing && code !== comma) return expected(cursor, cursor.at, whatFollows(here))
    cursor.at++
    if (code === comma) return here.members === undefined ? here : readName(here, here.members, cursor)
    put(here.parent, here.value)
    here = here.parent
  }
  return here
}

function readName(here: Open, members: object, cursor: JsonCursor): Open | undefined {
  if (nextCode(cursor) !== quote) return expected(cursor, cursor.at, "a name in double quotes")
  const start = cursor.at
  const name = readJsonString(cursor)
  if (name === undefined) return undefined
  here.name = name
  if (Object.hasOwn(members, name)) return refuseDuplicate(here, start, cursor)
  if (nextCode(cursor) !== colon) return expected(cursor, cursor.at, "a colon behind a name")
  cursor.at++
  return here
}

function scalar(code: number, cursor: JsonCursor): Json | undefined {
  if (code === quote) return readJsonString(cursor)
  if (code === minus || (code >= 0x30 && code <= 0x39)) return readJsonNumber(cursor)
  if (code === 0x74) return literal("true", true, cursor)
  if (code === 0x66) return literal("false", false, cursor)
  if (code === 0x6e) return literal("null", null, cursor)
  return expected(cursor, cursor.at, "a value")
}

function literal(word: string, value: Json, cursor: JsonCursor): Json | undefined {
  if (!cursor.text.startsWith(word, cursor.at)) return expected(cursor, cursor.at, "a value")
  cursor.at += word.length
  return value
}

function refuseDepth(here: Open, cursor: JsonCursor): undefined {
  const problem = `arrays and objects are nested deeper than ${pathOf(here).length} levels`
  return refuse(cursor, cursor.at, { reason: "too-deep", problem })
}

function refuseDuplicate(here: Open, start: number, cursor: JsonCursor): undefined {
  const shown = here.name.length > 40 ? `${here.name.slice(0, 39)}…` : here.name
  const problem = `the name ${JSON.stringify(shown)} comes twice in one object`
  return refuse(cursor, start, { reason: "duplicate-name", problem, pointer: pointer(pathOf(here)) })
}

function whatFollows(here: Open): string {
  return `a comma or ${String.fromCharCode(here.closing)} behind a value`
}

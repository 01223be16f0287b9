/** A field, or what stands inside of its JSON: `meta->size->>unit`, `meta->0`, `meta->-1`, `meta->>"a.b"`. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, refuse, skipBlanks, take } from "./Cursor.ts"
import { isQuoted, readName, readQuotedName, storable } from "./readName.ts"

/** A name and the way from there; what stands behind `->>` is text, into which nothing leads. */
export const readField = (cursor: Cursor): QuerySyntax.FieldSyntax | undefined => {
  const name = readName(cursor)
  if (name === undefined) return undefined
  const path: Array<string | number> = []
  let arrow = take(cursor, arrows)
  let asText = false
  while (arrow !== null) {
    const step = readStep(cursor)
    if (step === undefined) return undefined
    if (path.push(step) > cursor.limits.depth) return tooDeep(cursor)
    asText = arrow === "->>"
    arrow = asText ? null : take(cursor, arrows)
  }
  return { name, path, asText }
}

const arrows = /->>?/y
const plain = /(?:[^-(:.,>)]|-(?!>))+/uy

function readStep(cursor: Cursor): string | number | undefined {
  skipBlanks(cursor)
  const step = isQuoted(cursor) ? readQuotedName(cursor) : plainStep(take(cursor, plain)?.trim() ?? "")
  skipBlanks(cursor)
  return step
}

/** Digits are the number of an element where an array can have so many, else they are a name. */
function plainStep(step: string): string | number | undefined {
  if (step === "") return undefined
  const number = /^-?\d+$/u.test(step) ? Number(step) + 0 : Infinity
  return Math.abs(number) < 2 ** 31 ? number : storable(step)
}

function tooDeep(cursor: Cursor): undefined {
  return refuse(cursor, "too-deep", `leads deeper into JSON than ${cursor.limits.depth} levels`)
}

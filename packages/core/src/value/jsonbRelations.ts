/** When one JSON holds another: PostgreSQL's `@>` and `<@` of jsonb. */
import { equalJson, isObject } from "./jsonCell.ts"
import type { Relations } from "./Relations.ts"

/** An object holds its members and fewer, an array its elements in any order and number. */
export const jsonbRelations: Relations = {
  cs: (left, right) => contains(left, right) || isElement(left, right),
  cd: (left, right) => contains(right, left) || isElement(right, left)
}

/** What an array holds it may be asked for without brackets too, at the root alone. */
function isElement(outer: unknown, inner: unknown): boolean {
  return Array.isArray(outer) && isScalar(inner) && outer.some((one) => equalJson(one, inner))
}

function contains(outer: unknown, inner: unknown): boolean {
  if (Array.isArray(outer) && Array.isArray(inner))
    return inner.every((wanted) => outer.some((one) => contains(one, wanted)))
  if (isObject(outer) && isObject(inner))
    return Object.entries(inner).every(
      ([name, wanted]) => Object.hasOwn(outer, name) && contains(outer[name], wanted)
    )
  return isScalar(outer) && isScalar(inner) && equalJson(outer, inner)
}

function isScalar(json: unknown): boolean {
  return !Array.isArray(json) && !isObject(json)
}

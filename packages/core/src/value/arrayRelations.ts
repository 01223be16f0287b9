/** What arrays have in common: as sets of their elements, whatever their dimensions. A null element equals none. */
import type { Cell } from "./ColumnType.ts"
import { type Elements, elementsOf } from "./array.ts"
import type { Relations } from "./Relations.ts"

/** PostgreSQL's `@>`, `<@` and `&&` of arrays. */
export const arrayRelations = (of: Elements): Relations => ({
  cs: (left, right) => contains(left, right, of),
  cd: (left, right) => contains(right, left, of),
  ov: (left, right) => {
    const elements = elementsOf(left, of)
    return elementsOf(right, of).some((one) => isAmong(one, elements, of))
  }
})

function contains(outer: Cell, inner: Cell, of: Elements): boolean {
  const elements = elementsOf(outer, of)
  return elementsOf(inner, of).every((one) => isAmong(one, elements, of))
}

function isAmong(one: Cell, elements: ReadonlyArray<Cell>, { compare }: Elements): boolean {
  return one !== null && elements.some((other) => other !== null && compare(one, other) === 0)
}

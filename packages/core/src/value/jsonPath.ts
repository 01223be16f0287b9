/** What stands inside of JSON, as PostgreSQL's `->` and `->>` find it. JSON's null is SQL's here, as everywhere. */
import type { Cell, ColumnType } from "./ColumnType.ts"
import { isCell, isObject } from "./jsonCell.ts"
import { jsonbText } from "./jsonbText.ts"

type Path = ReadonlyArray<string | number>

/**
 * The value at a path; null where nothing stands there: a name finds members of objects alone, a number elements of arrays.
 * To jsonb, what is neither is an array of itself.
 */
export const valueAt = (json: Cell, path: Path, { kind }: ColumnType): Cell => {
  let value: Cell = json
  for (const step of path) {
    if (value === null) return null
    const list = kind === "jsonb" && !isObject(value) && !Array.isArray(value) ? [value] : value
    value = typeof step === "number" ? elementAt(list, step) : memberOf(value, step)
  }
  return value
}

/** The same as text: a string's own characters, any other value as a column of the type writes it. */
export const textAt = (json: Cell, path: Path, type: ColumnType): string | null => {
  const value = valueAt(json, path, type)
  if (value === null || typeof value === "string") return value
  return type.kind === "json" ? JSON.stringify(value) : jsonbText(value)
}

function elementAt(value: Cell, step: number): Cell {
  if (!Array.isArray(value)) return null
  const elements: ReadonlyArray<Cell | undefined> = value
  return elements.at(step) ?? null
}

function memberOf(value: Cell, name: string): Cell {
  const member = isObject(value) && Object.hasOwn(value, name) ? value[name] : null
  return isCell(member) ? member : null
}

/** A declared field as its column holds it. */
import * as Result from "effect/Result"
import { cellType } from "../value/CellType.ts"
import type * as Field from "./Field.ts"

/** The field with its default as a cell, and settled where it is of the key. */
export const storedField = (field: Field.Field, isOfKey: boolean): Field.Field =>
  storedDefault(isOfKey ? settled(field) : field)

/** What identifies a record is said when it is created, and never changes. */
function settled(field: Field.Field): Field.Field {
  if (field.update === "database") return field
  return {
    ...field,
    default: null,
    create: field.create === "optional" ? "required" : field.create,
    update: "never"
  }
}

/** A default as its column holds it: `"5"` of a numeric(10, 2) is `"5.00"`. What does not fit is left to checkResource. */
function storedDefault(field: Field.Field): Field.Field {
  const value = field.default?.value ?? null
  if (field.default === null || value === null) return field
  const cell = cellType(field.type).fromJson(value)
  return Result.isSuccess(cell) ? { ...field, default: { ...field.default, value: cell.success } } : field
}

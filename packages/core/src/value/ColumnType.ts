/** The column types a field can have, and the value each holds in memory. */

/** What an array column can hold. */
export type ElementType = { readonly kind: "uuid" } | { readonly kind: "text" } | { readonly kind: "integer" }

/** The type of a column, in PostgreSQL's words but for `enum`, `float` (double precision) and `array`. */
export type ColumnType =
  | ElementType
  | { readonly kind: "boolean" }
  | { readonly kind: "bigint" }
  | { readonly kind: "numeric"; readonly precision: number; readonly scale: number }
  | { readonly kind: "float" }
  | { readonly kind: "date" }
  | { readonly kind: "timestamptz" }
  | { readonly kind: "jsonb" }
  /** Text with a fixed set of labels; `type` names a PostgreSQL enum where the column has one. */
  | { readonly kind: "enum"; readonly labels: ReadonlyArray<string>; readonly type: string | null }
  | { readonly kind: "array"; readonly of: ElementType }

/**
 * One value of a record: uuid, text, enum, numeric, date (`2026-11-25`) and timestamptz
 * (`2026-11-25T03:53:58.123456Z`) are strings, bigint is a bigint, jsonb is any JSON.
 */
export type Cell = string | number | bigint | boolean | null | object

/** A record, or a part of one, by field name. */
export type Values = Readonly<Record<string, Cell>>

export const integer = { min: -2_147_483_648, max: 2_147_483_647 } as const
export const bigint = { min: -9_223_372_036_854_775_808n, max: 9_223_372_036_854_775_807n } as const

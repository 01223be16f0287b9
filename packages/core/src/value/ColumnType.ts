/** The column types a field can have, and the value each holds in memory. */

/** A type that can be inside of others: arrays hold any of these, ranges those that have an order. */
export type ElementType =
  | { readonly kind: "uuid" }
  /**
   * `varchar(length)` with a length, counted in characters. Compared by code point, or as a language does: `collation` is
   * the name of the column's collation in SQL, such as `de-x-icu`.
   */
  | { readonly kind: "text"; readonly length?: number; readonly collation?: string }
  /** `char(length)`: blanks at its end mean nothing, and are not told. */
  | { readonly kind: "char"; readonly length: number }
  /** Text that is compared without regard to case: of the extension citext. */
  | { readonly kind: "citext" }
  /** Text with a fixed set of labels; `type` names a PostgreSQL enum where the column has one. */
  | { readonly kind: "enum"; readonly labels: ReadonlyArray<string>; readonly type: string | null }
  | { readonly kind: "boolean" }
  | { readonly kind: "smallint" }
  | { readonly kind: "integer" }
  | { readonly kind: "bigint" }
  /** A whole number of 32 bits without a sign. */
  | { readonly kind: "oid" }
  /** Any number of digits where `precision` is null. */
  | { readonly kind: "numeric"; readonly precision: number | null; readonly scale: number | null }
  /** A double of 32 bits. */
  | { readonly kind: "real" }
  | { readonly kind: "float" }
  | { readonly kind: "date" }
  | { readonly kind: "time" }
  | { readonly kind: "timetz" }
  /** Without a zone in the column: what it holds is an instant in UTC, or what a clock on a wall shows. */
  | { readonly kind: "timestamp"; readonly zone: "utc" | "local" }
  | { readonly kind: "timestamptz" }
  | { readonly kind: "interval" }
  | { readonly kind: "bytea" }
  /** `bit(length)`, or `bit varying`, up to a length where there is one. */
  | { readonly kind: "bit"; readonly length: number | null; readonly varying: boolean }
  | { readonly kind: "json" }
  | { readonly kind: "jsonb" }
  /** Text by text, of the extension hstore. */
  | { readonly kind: "hstore" }
  /** PostGIS's geometry, told as GeoJSON (RFC 7946). */
  | { readonly kind: "geometry" }
  | { readonly kind: "inet" }
  | { readonly kind: "cidr" }
  | { readonly kind: "macaddr" }
  | { readonly kind: "macaddr8" }
  /** Any other type, by its name in SQL: told and read as PostgreSQL's own text. */
  | { readonly kind: "other"; readonly type: string }

/** The type of a column, in PostgreSQL's words but for `enum`, `float` (double precision), `array`, `other` and the two that hold ranges. */
export type ColumnType =
  | ElementType
  | { readonly kind: "array"; readonly of: ElementType | RangeType }
  | RangeType

/** `type` is the range's name in SQL, such as `int4range` or `tstzmultirange`; `of` is the type of its bounds. */
export interface RangeType {
  readonly kind: "range" | "multirange"
  readonly of: ElementType
  readonly type: string
}

/**
 * One value of a record: integer, smallint, oid, real and float are numbers, bigint is a bigint, jsonb, json, hstore and
 * geometry are any JSON, arrays are arrays of their elements, null or arrays again; all others are strings.
 */
export type Cell = string | number | bigint | boolean | null | object

/** A record, or a part of one, by field name. */
export type Values = Readonly<Record<string, Cell>>

/** Whether a type is one of PostgreSQL's integer types, which compare with each other and can be numbered by a sequence. */
export const isIntegerType = ({ kind }: ColumnType): boolean =>
  kind === "smallint" || kind === "integer" || kind === "bigint"

export const smallint = { min: -32_768, max: 32_767 } as const
export const integer = { min: -2_147_483_648, max: 2_147_483_647 } as const
export const oid = { min: 0, max: 4_294_967_295 } as const
export const bigint = { min: -9_223_372_036_854_775_808n, max: 9_223_372_036_854_775_807n } as const

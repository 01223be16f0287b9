/** Fields by the types of their columns: what a record holds of each, in JSON and in hooks. */
import * as Schema from "effect/Schema"
import type { ColumnType, ElementType, RangeType } from "../value/ColumnType.ts"
import { type Declared, from, type From, type Field, plain, type Plain } from "./declaredField.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

const string = (type: ColumnType): Plain<string> => plain(Schema.String, type)

/** A UUID as text (RFC 9562), in lower case; any version. */
export const uuid: Plain<string> = string({ kind: "uuid" })

/** Text of any length; neither U+0000 nor half of a surrogate pair, which PostgreSQL cannot store. */
export const text: Plain<string> & {
  /** A column of any other type, by its name in SQL, told and taken as PostgreSQL's own text of it: `Field.text.as("cube")`. */
  readonly as: (type: string) => Plain<string>
} = Object.assign(string({ kind: "text" }), { as: (type: string) => string({ kind: "other", type }) })

/** Text of at most `length` characters: `varchar(length)`. */
export const varchar = (length: number): Plain<string> => string({ kind: "text", length })
/** `char(length)`: blanks at the end mean nothing, and are not told. */
export const char = (length: number): Plain<string> => string({ kind: "char", length })
/** Text compared without regard to case, of the extension citext. */
export const citext: Plain<string> = string({ kind: "citext" })

/** True or false. */
export const boolean: Plain<boolean> = plain(Schema.Boolean, { kind: "boolean" })
/** A whole number of 16 bits, from -32768 to 32767. */
export const smallint: Plain<number> = plain(Schema.Int, { kind: "smallint" })
/** A whole number of 32 bits, from -2147483648 to 2147483647. */
export const integer: Plain<number> = plain(Schema.Int, { kind: "integer" })
/** A whole number of 64 bits, from -9223372036854775808 to 9223372036854775807: a number in JSON, taken as text too, a bigint in hooks. */
export const bigint: Plain<bigint> = plain(Schema.BigInt, { kind: "bigint" })
/** A whole number from 0 to 4294967295. */
export const oid: Plain<number> = plain(Schema.Int, { kind: "oid" })
/**
 * A decimal as text such as `"12.50"`: no digit is lost. In JSON it is a number, and `"NaN"` where the database holds that.
 * With a precision it has that many digits, `scale` of them behind the point, or zeros before it where that is negative;
 * without, any number, and the infinities.
 */
export const numeric = (precision?: number, scale?: number): Plain<string> =>
  string({
    kind: "numeric",
    precision: precision ?? null,
    scale: precision === undefined ? null : (scale ?? 0)
  })
/** A double (IEEE 754, 64 bits): a number, or in JSON the texts `"NaN"`, `"Infinity"` and `"-Infinity"`. */
export const float: Plain<number> = plain(Schema.Number, { kind: "float" })
/** The same in 32 bits. */
export const real: Plain<number> = plain(Schema.Number, { kind: "real" })
/** `money`, as the database's lc_monetary writes it. */
export const money: Plain<string> = string({ kind: "other", type: "money" })

/** A calendar date as text, `2026-11-25`; beyond the years 1 to 9999 as PostgreSQL writes it: `0044-03-15 BC`, `infinity`. */
export const date: Plain<string> = string({ kind: "date" })
/** A time of day as text, `08:30:00`, microseconds kept. */
export const time: Plain<string> = string({ kind: "time" })
/** A time of day with its offset, `08:30:00+02`. */
export const timetz: Plain<string> = string({ kind: "timetz" })
/** An instant as RFC 3339 text in UTC, microseconds kept; `infinity` and `-infinity` too. */
export const timestamptz: Plain<string> = string({ kind: "timestamptz" })
/**
 * `timestamp without time zone`, which does not say what it holds: `utc` is an instant as `timestamptz` tells it, `local`
 * what a clock on a wall shows, `2026-11-25T08:30:00`.
 */
export const timestamp = (zone: "utc" | "local"): Plain<string> => string({ kind: "timestamp", zone })
/** A span of time as an ISO 8601 duration, `P1Y2M3DT4H5M6.5S`. */
export const interval: Plain<string> = string({ kind: "interval" })

/** Bytes, as base64 (RFC 4648 §4). */
export const bytea: Plain<string> = string({ kind: "bytea" })
/** `bit(length)`: a text of as many 0 and 1. */
export const bit = (length: number): Plain<string> => string({ kind: "bit", length, varying: false })
/** `bit varying`: a text of 0 and 1, as many as `length` at most. */
export const varbit = (length?: number): Plain<string> =>
  string({ kind: "bit", length: length ?? null, varying: true })

interface JsonField {
  (): Plain<Schema.Json>
  <T>(schema: Schema.Codec<T, any>): Plain<T>
}
const ofJson =
  (kind: "json" | "jsonb"): JsonField =>
  (schema: Schema.Codec<any, any> = Schema.Json): Plain<any> =>
    plain(schema, { kind })
/** Any JSON, or JSON of the shape that a schema tells. */
export const jsonb: JsonField = ofJson("jsonb")
/** The same in a column of type json, which is kept as it was written; what jsonb takes for the same is no change. */
export const json: JsonField = ofJson("json")
/** Text or null by text, of the extension hstore: an object in JSON. */
export const hstore: Plain<Readonly<Record<string, string | null>>> = plain(
  Schema.Record(Schema.String, Schema.NullOr(Schema.String)),
  { kind: "hstore" }
)
/** PostGIS's geometry, as GeoJSON (RFC 7946). */
export const geometry: Plain<Schema.Json> = plain(Schema.Json, { kind: "geometry" })

/** An IPv4 or IPv6 address with the bits of its network, as `192.168.0.1/24`. */
export const inet: Plain<string> = string({ kind: "inet" })
/** A network, as `10.0.0.0/8`. */
export const cidr: Plain<string> = string({ kind: "cidr" })
/** A MAC address, as `08:00:2b:01:02:03`. */
export const macaddr: Plain<string> = string({ kind: "macaddr" })
/** One of eight bytes. */
export const macaddr8: Plain<string> = string({ kind: "macaddr8" })
/** XML, as text; compared with nothing. */
export const xml: Plain<string> = string({ kind: "other", type: "xml" })
/** A document for text search, as PostgreSQL writes it; usually `Field.generated`. */
export const tsvector: Plain<string> = string({ kind: "other", type: "tsvector" })
/** A path of labels, of the extension ltree. */
export const ltree: Plain<string> = string({ kind: "other", type: "ltree" })

/** A type's own name, in its schema where it is in none of the search path: taken as it is, whatever characters it has. */
export type TypeName = string | { readonly schema?: string; readonly name: string }

/** One of a fixed set of labels, in a text column or, with its name, a PostgreSQL enum. */
export const literals = <const L extends ReadonlyArray<string>>(
  labels: L,
  type?: TypeName
): Plain<L[number]> =>
  plain(Schema.Literals(labels), { kind: "enum", labels, type: type === undefined ? null : sqlName(type) })

function sqlName(type: TypeName): string {
  if (typeof type === "string") return type
  return [type.schema, type.name].flatMap((part) => (part === undefined ? [] : [quoted(part)])).join(".")
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const bounds = {
  int4: { kind: "integer" },
  int8: { kind: "bigint" },
  num: { kind: "numeric", precision: null, scale: null },
  date: { kind: "date" },
  tstz: { kind: "timestamptz" }
} as const satisfies Readonly<Record<string, ElementType>>

type Bounds = keyof typeof bounds | "ts"
interface Ranges<Suffix extends string> {
  (type: `${keyof typeof bounds}${Suffix}`): Plain<string>
  /** What its bounds hold must be said, as of `Field.timestamp`. */
  (type: `ts${Suffix}`, zone: "utc" | "local"): Plain<string>
}

const ranges =
  <Suffix extends string>(kind: RangeType["kind"], suffix: Suffix): Ranges<Suffix> =>
  (type: `${Bounds}${Suffix}`, zone: "utc" | "local" = "utc") =>
    string({ kind, type, of: boundsOf(type.slice(0, -suffix.length), zone) })

function boundsOf(name: string, zone: "utc" | "local"): ElementType {
  const found = Object.entries(bounds).find(([one]) => one === name)
  return found === undefined ? { kind: "timestamp", zone } : found[1]
}

/** A range as PostgreSQL writes it: `[1,10)`; `Field.range("tstzrange")`. */
export const range: Ranges<"range"> = ranges("range", "range")
/** Several of them: `{[1,3),[5,7)}`. */
export const multirange: Ranges<"multirange"> = ranges("multirange", "multirange")

const elements = { text, uuid, integer }
type ElementName = keyof typeof elements
type Element<D> = D extends "integer"
  ? number
  : D extends ElementName
    ? string
    : From<D> extends Field<infer T>
      ? T
      : never
/** The values of an array, null among them; of several dimensions, arrays of these. */
export type Elements<T> = ReadonlyArray<T | null | Elements<T>>

interface ArrayField {
  <const D extends ElementName | Declared>(of: D): Plain<Elements<Element<D>>>
  <const D extends ElementName | Declared, T>(of: D, schema: Schema.Codec<T, any>): Plain<T>
}

/**
 * An array column: `Field.array("text")`, or of any other type, `Field.array(Field.timestamptz)`. It may hold null and have
 * several dimensions, unless a schema says otherwise: `Field.array("text", Schema.Array(Schema.String))`.
 */
export const array: ArrayField = (
  of: ElementName | Declared,
  schema: Schema.Codec<any, any> = Schema.Unknown
): Plain<any> => {
  const { type } = typeof of === "string" ? elements[of] : from<Declared>(of)
  if (type.kind === "geometry" || (type.kind === "other" && /(?:^|\.)box$/u.test(type.type)))
    throw new InvalidDeclaration(
      "PostgreSQL writes arrays of boxes and geometries in a notation of their own"
    )
  if (type.kind === "array")
    throw new InvalidDeclaration("An array of arrays is one array of several dimensions")
  return plain<any>(schema, { kind: "array", of: type })
}

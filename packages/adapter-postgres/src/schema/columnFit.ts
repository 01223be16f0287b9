/** Which of PostgreSQL's types can hold what a column type promises. */
import type { ColumnType } from "@pgcrest/core"
import { withoutModifier } from "../sql/identifier.ts"
import type { CatalogueType } from "./CatalogueTable.ts"

/** Whether a column can hold every value of the declared type, and be compared with its parameters. */
export const fits = (declared: ColumnType, found: CatalogueType): boolean => {
  const { type, written, labels, element } = found
  switch (declared.kind) {
    case "text":
      return texts.includes(type) && lengthOf(written) >= (declared.length ?? 0)
    case "char":
      return type === "bpchar" && lengthOf(written) === declared.length
    case "bit":
      return (
        type === (declared.varying ? "varbit" : "bit") && lengthOf(written) >= (declared.length ?? Infinity)
      )
    case "numeric":
      return type === "numeric" && holds(written, declared)
    case "enum":
      return declared.type === null ? texts.includes(type) : labels !== null && isNamed(declared.type, found)
    case "array":
      return element !== null && fits(declared.of, { ...element, element: null })
    case "range":
    case "multirange":
    case "other":
      return isNamed(declared.type, found)
    default:
      return families[declared.kind].includes(type)
  }
}

/** Whether a column takes less than its declaration lets through: told, and answered with the field's name where it happens. */
export const isNarrower = (declared: ColumnType, { type, written, element }: CatalogueType): boolean => {
  switch (declared.kind) {
    case "text":
      return declared.length === undefined && lengthOf(written) < Infinity
    case "integer":
      return type === "int2"
    case "bigint":
      return type !== "int8"
    case "array":
      return element !== null && isNarrower(declared.of, { ...element, element: null })
    default:
      return false
  }
}

const texts = ["text", "varchar", "name"]

type Familial = Exclude<
  ColumnType["kind"],
  "text" | "char" | "bit" | "numeric" | "enum" | "array" | "range" | "multirange" | "other"
>
const families: Readonly<Record<Familial, ReadonlyArray<string>>> = {
  uuid: ["uuid"],
  citext: ["citext"],
  boolean: ["bool"],
  smallint: ["int2"],
  integer: ["int4", "int2"],
  bigint: ["int8", "int4", "int2"],
  oid: ["oid"],
  real: ["float4"],
  float: ["float8"],
  date: ["date"],
  time: ["time"],
  timetz: ["timetz"],
  timestamp: ["timestamp"],
  timestamptz: ["timestamptz"],
  interval: ["interval"],
  bytea: ["bytea"],
  json: ["json"],
  jsonb: ["jsonb"],
  hstore: ["hstore"],
  geometry: ["geometry"],
  inet: ["inet"],
  cidr: ["cidr"],
  macaddr: ["macaddr"],
  macaddr8: ["macaddr8"]
}

/** The bound of `character varying(20)`. */
function lengthOf(written: string): number {
  const [, length] = /\((\d+)\)$/u.exec(written) ?? []
  return length === undefined ? Infinity : Number(length)
}

/** By its own name or as people write it; whether a name has its schema is a matter of the search path. */
function isNamed(declared: string, { type, written }: CatalogueType): boolean {
  const bare = withoutModifier(declared).trim()
  const last = (bare.match(/"(?:[^"]|"")+"|[^.]+/gu) ?? []).at(-1) ?? bare
  const name = last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') : last
  return [type, written, withoutModifier(written)].includes(name) || type === name.toLowerCase()
}

/** A column with fewer digits would refuse values, or round them. */
function holds(
  written: string,
  { precision, scale }: { readonly precision: number | null; readonly scale: number | null }
): boolean {
  const [, whole, part] = /^numeric\((\d+),(-?\d+)\)$/u.exec(written) ?? []
  if (whole === undefined || part === undefined) return true
  if (precision === null || scale === null) return false
  return Number(part) >= scale && Number(whole) - Number(part) >= precision - scale
}

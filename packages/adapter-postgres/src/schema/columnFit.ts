/** Which of PostgreSQL's types can hold what a column type promises. */
import type { ColumnType } from "@pgcrest/core"
import type { CatalogueColumn } from "./catalogue.ts"

/** Whether a column can hold every value of the declared type, and be compared with its parameters. */
export const fits = (declared: ColumnType, { type, written }: CatalogueColumn): boolean => {
  switch (declared.kind) {
    case "numeric":
      return type === "numeric" && holds(written, declared)
    case "enum":
      return declared.type === null ? texts.includes(type) : type === declared.type.split(".").at(-1)
    case "array":
      return families[declared.of.kind].some((element) => type === `_${element}`)
    default:
      return families[declared.kind].includes(type)
  }
}

const texts = ["text", "varchar", "bpchar", "citext"]

const families: Readonly<
  Record<Exclude<ColumnType["kind"], "numeric" | "enum" | "array">, ReadonlyArray<string>>
> = {
  uuid: ["uuid"],
  text: texts,
  boolean: ["bool"],
  integer: ["int4", "int2"],
  bigint: ["int8", "int4", "int2"],
  float: ["float8", "float4"],
  date: ["date"],
  timestamptz: ["timestamptz"],
  jsonb: ["jsonb"]
}

/** A column with fewer digits would refuse values, or round them. */
function holds(
  written: string,
  { precision, scale }: { readonly precision: number; readonly scale: number }
): boolean {
  const [, whole, part] = /^numeric\((\d+),(-?\d+)\)$/u.exec(written) ?? []
  if (whole === undefined || part === undefined) return true
  return Number(part) >= scale && Number(whole) - Number(part) >= precision - scale
}

/** The field that a column's type stands for. */
import type { QualifiedName, Type } from "../catalogue/Description.ts"
import { call, type Code, list, object, text } from "../code/Code.ts"
import { extensionTypes, type Kind, simpleTypes } from "./simpleTypes.ts"
import { takes } from "./takes.ts"

export interface FieldType {
  readonly code: Code
  readonly kind: Kind
  /** Of an enum. */
  readonly labels: ReadonlyArray<string> | null
  /** Whether a constant is a value of it as it stands. */
  readonly takes: (constant: string) => boolean
  /** What the declaration does not say of the type. */
  readonly remarks: ReadonlyArray<string>
}

/** What a `timestamp` without zone holds: an instant in UTC, or what a clock on a wall shows. */
export type Timestamps = "utc" | "local"

/** `modifier` as PostgreSQL writes it, such as `(10,2)`; "" without one. */
export const fieldType = (type: Type, modifier: string, timestamps: Timestamps): FieldType => {
  switch (type.kind) {
    case "enum":
      // What has no labels has no values, and no declaration.
      if (type.labels.length === 0) return plain(otherType(type, ""), "other")
      return {
        ...plain(call("Field.literals", list(type.labels.map(text)), typeName(type)), "text"),
        labels: type.labels
      }
    case "domain":
      return fieldType(type.base, type.modifier, timestamps)
    case "array":
      // A column of these takes no array of what the domain is over.
      if (type.of.kind === "domain") return plain(otherType(type, ""), "other")
      return arrayType(fieldType(type.of, modifier, timestamps))
    case "range":
    case "multirange":
      return rangeType(type, timestamps)
    case "base":
      return { ...plain(...baseType(type, modifier, timestamps)), takes: takes(type.name, modifier) }
    case "composite":
    case "other":
    case "unknown":
      return plain(otherType(type, modifier), "other")
  }
}

function plain(code: Code, kind: Kind): FieldType {
  return { code, kind, labels: null, takes: () => true, remarks: [] }
}

function arrayType(element: FieldType): FieldType {
  return { ...plain(call("Field.array", element.code), "array"), remarks: element.remarks }
}

const ranges = new Set(["int4range", "int8range", "numrange", "daterange", "tstzrange", "tsrange"])

function rangeType(type: Extract<Type, { readonly of: Type }>, timestamps: Timestamps): FieldType {
  const of = type.name.replace("multirange", "range")
  if (type.schema !== "pg_catalog" || !ranges.has(of)) return plain(otherType(type, ""), "other")
  const zone = of === "tsrange" ? [text(timestamps)] : []
  return plain(call(`Field.${type.kind}`, text(type.name), ...zone), "other")
}

function baseType(type: QualifiedName, modifier: string, timestamps: Timestamps): readonly [Code, Kind] {
  const simple = type.schema === "pg_catalog" ? simpleTypes.get(type.name) : extensionTypes.get(type.name)
  if (simple !== undefined) return simple
  const first = /\((.*)\)/u.exec(modifier)?.[1]
  if (type.schema !== "pg_catalog") return [otherType(type, modifier), "other"]
  switch (type.name) {
    case "varchar":
      return first === undefined ? ["Field.text", "text"] : [call("Field.varchar", first), "text"]
    case "bpchar":
      return first === undefined ? [otherType(type, ""), "other"] : [call("Field.char", first), "char"]
    case "numeric":
      return [call("Field.numeric", ...digits(modifier)), "numeric"]
    case "timestamp":
      return [call("Field.timestamp", text(timestamps)), "other"]
    case "bit":
      return [call("Field.bit", first ?? "1"), "other"]
    case "varbit":
      return [call("Field.varbit", ...(first === undefined ? [] : [first])), "other"]
    default:
      return [otherType(type, modifier), "other"]
  }
}

function digits(modifier: string): ReadonlyArray<string> {
  const [precision = "", scale = "0"] = modifier.slice(1, -1).split(",")
  return precision === "" ? [] : [precision, String(Number(scale))]
}

function otherType(type: QualifiedName, modifier: string): Code {
  const name = type.schema === "pg_catalog" ? quoted(type.name) : sqlName(type)
  return call("Field.text.as", text(name + modifier))
}

/** With its schema, as SQL takes it. */
export const sqlName = ({ schema, name }: QualifiedName): string => `${quoted(schema)}.${quoted(name)}`

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(name) && name !== "char" ? name : `"${name.replaceAll('"', '""')}"`
}

/** As `schema.name` where SQL would take both without quotes, else part by part. */
function typeName({ schema, name }: QualifiedName): Code {
  const isPlain = [schema, name].every((part) => /^[a-z_][a-z0-9_]*$/u.test(part))
  return isPlain
    ? text(`${schema}.${name}`)
    : object([
        { name: "schema", value: text(schema) },
        { name: "name", value: text(name) }
      ])
}

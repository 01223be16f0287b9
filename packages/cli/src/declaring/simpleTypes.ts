/** The types whose name tells all: no length, no labels, no zone. */
import { call, type Code } from "../code/Code.ts"

/** How values of a field are written in TypeScript. */
export type Kind =
  | "text"
  | "char"
  | "uuid"
  | "boolean"
  | "integer"
  | "bigint"
  | "float"
  | "numeric"
  | "json"
  | "array"
  | "other"

/** Those of PostgreSQL itself, by their names in the catalogue. */
export const simpleTypes: ReadonlyMap<string, readonly [Code, Kind]> = new Map([
  ["text", ["Field.text", "text"]],
  ["bool", ["Field.boolean", "boolean"]],
  ["int2", ["Field.smallint", "integer"]],
  ["int4", ["Field.integer", "integer"]],
  ["int8", ["Field.bigint", "bigint"]],
  ["oid", ["Field.oid", "integer"]],
  ["float4", ["Field.real", "float"]],
  ["float8", ["Field.float", "float"]],
  ["money", ["Field.money", "other"]],
  ["date", ["Field.date", "other"]],
  ["time", ["Field.time", "other"]],
  ["timetz", ["Field.timetz", "other"]],
  ["timestamptz", ["Field.timestamptz", "other"]],
  ["interval", ["Field.interval", "other"]],
  ["uuid", ["Field.uuid", "uuid"]],
  ["bytea", ["Field.bytea", "other"]],
  ["json", [call("Field.json"), "json"]],
  ["jsonb", [call("Field.jsonb"), "json"]],
  ["inet", ["Field.inet", "other"]],
  ["cidr", ["Field.cidr", "other"]],
  ["macaddr", ["Field.macaddr", "other"]],
  ["macaddr8", ["Field.macaddr8", "other"]],
  ["xml", ["Field.xml", "other"]],
  ["tsvector", ["Field.tsvector", "other"]]
])

/** Those that extensions bring, in whatever schema. */
export const extensionTypes: ReadonlyMap<string, readonly [Code, Kind]> = new Map([
  ["citext", ["Field.citext", "text"]],
  ["hstore", ["Field.hstore", "other"]],
  ["geometry", ["Field.geometry", "other"]],
  ["ltree", ["Field.ltree", "other"]]
])

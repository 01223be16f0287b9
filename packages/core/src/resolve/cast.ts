/** The types that a value can be told as, whatever it is: text, and numbers that hold every one of its own. */
import * as Result from "effect/Result"
import type { Term } from "../query/Term.ts"
import type { ColumnType } from "../value/ColumnType.ts"
import type { Meaning } from "./located.ts"

/** The type of that name in SQL; null for none asked. Fails where telling a value so could fail, or lose something. */
export const castOf = (
  { name, type }: Pick<Term, "name" | "type">,
  cast: string | null
): Meaning<ColumnType | null> => {
  if (cast === null) return Result.succeed(null)
  const to = types.get(cast.trim().toLowerCase().replace(/\s+/gu, " "))
  return to !== undefined &&
    ((to.kind === "text" && !notations.has(type.kind)) ||
      to.kind === type.kind ||
      wider[type.kind]?.has(to.kind))
    ? Result.succeed(to)
    : Result.fail({ _tag: "CastUnfit", field: name, type, cast })
}

const numeric: ColumnType = { kind: "numeric", precision: null, scale: null }

const types: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["text", { kind: "text" }],
  ["varchar", { kind: "text" }],
  ["character varying", { kind: "text" }],
  ["int2", { kind: "smallint" }],
  ["smallint", { kind: "smallint" }],
  ["int", { kind: "integer" }],
  ["int4", { kind: "integer" }],
  ["integer", { kind: "integer" }],
  ["int8", { kind: "bigint" }],
  ["bigint", { kind: "bigint" }],
  ["decimal", numeric],
  ["numeric", numeric],
  ["float8", { kind: "float" }],
  ["double precision", { kind: "float" }]
])

// Their text is PostgreSQL's notation of an extension, and told as JSON.
const notations: ReadonlySet<ColumnType["kind"]> = new Set(["hstore", "geometry"])

// A double has not every bigint, and 0.1 of 32 bits is another one in 64.
const wider: Readonly<Partial<Record<ColumnType["kind"], ReadonlySet<ColumnType["kind"]>>>> = {
  smallint: new Set(["integer", "bigint", "numeric", "float"]),
  integer: new Set(["bigint", "numeric", "float"]),
  bigint: new Set(["numeric"]),
  oid: new Set(["bigint", "numeric"])
}

/** What a column's default stands for in a declaration. */
import * as Option from "effect/Option"
import { type Code, json, list, text } from "../code/Code.ts"
import type { FieldType } from "./fieldType.ts"
import type { Kind } from "./simpleTypes.ts"

/** A value that a declaration can say, or an expression that the database keeps to itself. */
export type Default = { readonly value: Code } | "expression" | "sequence" | null

/** Reads SQL as `pg_get_expr` prints it; a constant that its column does not take as it stands is an expression, too. */
export const defaultOf = (
  sql: string | null,
  { kind, labels, takes }: Pick<FieldType, "kind" | "labels" | "takes">
): Default => {
  if (sql === null || isNull(sql)) return null
  if (isSequence(sql)) return "sequence"
  const constant = constantIn(sql)
  const value = constant === null || !takes(constant) ? null : valueOf(constant, kind, labels)
  return value === null ? "expression" : { value }
}

/** Whether it is one value, the same for every row. */
export const isConstant = (sql: string): boolean => isNull(sql) || constantIn(sql) !== null

export const isSequence = (sql: string | null): boolean => sql !== null && sql.startsWith("nextval('")

function isNull(sql: string): boolean {
  return /^NULL(?:::.*)?$/u.test(sql)
}

/** The text of a constant, whatever it is cast to; null for anything else. */
function constantIn(sql: string): string | null {
  if (/^ARRAY\[\](?:::[\w ."[\]]+)?$/u.test(sql)) return "{}"
  const quoted = /^\(?'(?<content>(?:[^']|'')*)'(?:::[\w .,()"[\]]+)?\)?$/u.exec(sql)?.groups?.["content"]
  if (quoted !== undefined) return quoted.replaceAll("''", "'")
  return /^\(*(?<bare>-?\d+(?:\.\d+)?|true|false)\)*(?:::[\w .,()"]+)?$/u.exec(sql)?.groups?.["bare"] ?? null
}

function valueOf(constant: string, kind: Kind, labels: ReadonlyArray<string> | null): Code | null {
  switch (kind) {
    case "text":
    case "uuid":
      return labels === null || labels.includes(constant) ? text(constant) : null
    case "char":
      return text(constant.replace(/ +$/u, ""))
    case "boolean":
      return booleans.get(constant) ?? null
    case "integer":
      return /^-?\d{1,10}$/u.test(constant) ? String(Number(constant)) : null
    case "bigint":
      return /^-?\d{1,19}$/u.test(constant) ? `${BigInt(constant)}n` : null
    case "float":
      return /^-?\d+(?:\.\d+)?$/u.test(constant) ? String(Number(constant)) : null
    case "numeric":
      return /^-?\d+(?:\.\d+)?$/u.test(constant) ? text(constant) : null
    case "json":
      return Option.getOrNull(Option.map(parsed(constant), json))
    case "array":
      return constant === "{}" ? list([]) : null
    case "other":
      return null
  }
}

const booleans: ReadonlyMap<string, string> = new Map([
  ["true", "true"],
  ["t", "true"],
  ["false", "false"],
  ["f", "false"]
])

const parsed = Option.liftThrowable((constant: string): unknown => JSON.parse(constant))

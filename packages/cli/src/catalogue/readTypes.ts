/** The types of an answer by oid, each with what it is made of in it. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"
import type { QualifiedName, Type } from "./Description.ts"

interface Told extends QualifiedName {
  /** As `pg_type.typtype`: b base, c composite, d domain, e enum, p pseudo, r range, m multirange. */
  readonly kind: string
  /** Whether it is the array of its elements: points, boxes and `int2vector` have elements as well, and are none. */
  readonly array: boolean | null
  readonly element: number
  readonly base: number
  readonly subtype: number | null
  readonly modifier: string
  readonly notNull: boolean
  readonly labels: ReadonlyArray<string> | null
}

/** What an oid stands for; a type that the answer does not tell is `unknown`. */
export const readTypes = (rows: ReadonlyArray<PostgresClient.TextRow>): ((oid: number) => Type) => {
  const told = new Map<number, Told>(rows.map(([oid, json]) => [Number(oid), JSON.parse(json ?? "{}")]))
  // PostgreSQL has no type that is made of itself.
  const typeOf = (oid: number): Type => {
    const found = told.get(oid)
    return found === undefined ? { kind: "unknown", schema: "", name: "" } : made(found, typeOf)
  }
  return typeOf
}

function made(told: Told, typeOf: (oid: number) => Type): Type {
  const { schema, name, modifier, notNull, labels } = told
  switch (told.kind) {
    case "e":
      return { kind: "enum", schema, name, labels: labels ?? [] }
    case "d":
      return { kind: "domain", schema, name, base: typeOf(told.base), modifier, notNull }
    case "r":
      return { kind: "range", schema, name, of: typeOf(told.subtype ?? 0) }
    case "m":
      return { kind: "multirange", schema, name, of: typeOf(told.subtype ?? 0) }
    case "c":
      return { kind: "composite", schema, name }
    case "p":
      return { kind: "other", schema, name }
    default:
      return told.array === true
        ? { kind: "array", schema, name, of: typeOf(told.element) }
        : { kind: "base", schema, name }
  }
}

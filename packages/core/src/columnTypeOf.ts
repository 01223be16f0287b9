/** The column type that a plain schema stands for. */
import type * as Schema from "effect/Schema"
import type { ColumnType } from "./ColumnType.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

/** Throws when the schema's kind tells no column type: then a `Field` must say which one is meant. */
export const columnTypeOf = ({ ast }: Schema.Codec<unknown, unknown>): ColumnType => {
  switch (ast._tag) {
    case "String":
      return { kind: "text" }
    case "Boolean":
      return { kind: "boolean" }
    case "BigInt":
      return { kind: "bigint" }
    case "Number":
      return isInteger(ast.checks) ? { kind: "integer" } : { kind: "float" }
    case "Literal":
      return labelled([ast.literal])
    case "Union":
      return labelled(ast.types.map((member) => (member._tag === "Literal" ? member.literal : null)))
    case "Objects":
      return { kind: "jsonb" }
    default:
      throw unknown(ast._tag)
  }
}

function isInteger(checks: ReadonlyArray<{ readonly annotations: unknown }> | undefined): boolean {
  return (checks ?? []).some((check) => JSON.stringify(check.annotations)?.includes("effect/schema/isInt"))
}

function labelled(labels: ReadonlyArray<unknown>): ColumnType {
  const texts = labels.filter((label) => typeof label === "string")
  if (texts.length < labels.length) throw unknown("Union")
  return { kind: "enum", labels: texts, type: null }
}

function unknown(tag: string): InvalidDeclaration {
  return new InvalidDeclaration(`A schema of kind ${tag} tells no column type: use Field.text, Field.jsonb(schema) or another Field.`)
}

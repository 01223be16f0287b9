/** The column type that a plain schema stands for. */
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { ColumnType } from "../value/ColumnType.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"

/** Throws when the schema's kind tells no column type: then a `Field` must say which one is meant. `at` names the place. */
export const columnTypeOf = ({ ast }: Schema.Codec<unknown, unknown>, at: string): ColumnType => {
  switch (ast._tag) {
    case "String":
      return { kind: "text" }
    case "Boolean":
      return { kind: "boolean" }
    case "BigInt":
      return { kind: "bigint" }
    case "Number":
      return { kind: (ast.checks ?? []).some(isInt) ? "integer" : "float" }
    case "Literal":
    case "Union":
      return { kind: "enum", labels: labelsOf(ast) ?? refuse(ast, at), type: null }
    case "Objects":
      return { kind: "jsonb" }
    default:
      return refuse(ast, at)
  }
}

function isInt(check: SchemaAST.Checks[number]): boolean {
  return (
    check.annotations?.representation?.id === "effect/schema/isInt" ||
    ("checks" in check && check.checks.some(isInt))
  )
}

function labelsOf(ast: SchemaAST.Literal | SchemaAST.Union): ReadonlyArray<string> | null {
  const members = ast._tag === "Union" ? ast.types : [ast]
  const labels = members.flatMap((member) =>
    member._tag === "Literal" && typeof member.literal === "string" ? [member.literal] : []
  )
  return labels.length < members.length ? null : labels
}

function refuse({ _tag }: SchemaAST.AST, at: string): never {
  throw new InvalidDeclaration(
    `${at} has a schema of kind ${_tag}, which tells no column type: use Field.optional, Field.jsonb(schema) or another Field.`
  )
}

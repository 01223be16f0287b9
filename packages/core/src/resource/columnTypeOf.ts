/** The column type that a plain schema stands for. */
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { ColumnType } from "../value/ColumnType.ts"

/** Fails where the schema's kind tells no column type: then a `Field` must say which one is meant. */
export const columnTypeOf = ({ ast }: Schema.Codec<unknown, unknown>): Result.Result<ColumnType, string> => {
  const type = typeOf(ast)
  return type === null
    ? Result.fail(
        `has a schema of kind ${ast._tag}, which tells no column type: use Field.optional, Field.jsonb(schema) or another Field.`
      )
    : Result.succeed(type)
}

function typeOf(ast: SchemaAST.AST): ColumnType | null {
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
      return enumOf(ast)
    case "Objects":
      return { kind: "jsonb" }
    default:
      return null
  }
}

function isInt(check: SchemaAST.Checks[number]): boolean {
  return (
    check.annotations?.representation?.id === "effect/schema/isInt" ||
    ("checks" in check && check.checks.some(isInt))
  )
}

function enumOf(ast: SchemaAST.Literal | SchemaAST.Union): ColumnType | null {
  const members = ast._tag === "Union" ? ast.types : [ast]
  const labels = members.flatMap((member) =>
    member._tag === "Literal" && typeof member.literal === "string" ? [member.literal] : []
  )
  return labels.length < members.length ? null : { kind: "enum", labels, type: null }
}

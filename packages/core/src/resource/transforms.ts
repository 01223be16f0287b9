/** Whether a schema's decoding changes values: somewhere inside is as much as at the top. */
import type * as SchemaAST from "effect/SchemaAST"

export const transforms = (ast: SchemaAST.AST, seen: Set<SchemaAST.AST> = new Set()): boolean => {
  if (seen.has(ast)) return false
  seen.add(ast)
  return ast.encoding !== undefined || partsOf(ast).some((part) => transforms(part, seen))
}

function partsOf(ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> {
  switch (ast._tag) {
    case "Objects":
      return [
        ...ast.propertySignatures.map(({ type }) => type),
        ...ast.indexSignatures.flatMap(({ parameter, type }) => [parameter, type])
      ]
    case "Arrays":
      return [...ast.elements, ...ast.rest]
    case "Union":
      return ast.types
    case "Declaration":
      return ast.typeParameters
    case "Suspend":
      return [ast.thunk()]
    default:
      return []
  }
}

/** What stands behind an operator: a text, a pattern, or with `any` and `all` several of either; each bounded. */
import type { QuerySyntax } from "@pgcrest/core"
import { arrayElements } from "./arrayElements.ts"
import { type Cursor, type Refusal, refuse } from "./Cursor.ts"
import { isLike, isMatch, isQuantified, type Operation } from "./operation.ts"
import { lengthFault, patternFault, patternOf } from "./pattern.ts"
import { readList } from "./readList.ts"

type Operand = QuerySyntax.OperandSyntax | undefined

/** By its operator, whether there is such a one or not. */
export const operandOf = (cursor: Cursor, operation: Operation, text: string): Operand => {
  if (isQuantified(operation)) return several(cursor, operation, text)
  if (isLike(operation)) {
    const pattern = patternOf(text)
    return unless(cursor, patternFault(pattern, cursor.limits), { _tag: "Pattern", pattern })
  }
  const fault = isMatch(operation) ? lengthFault(text, cursor.limits) : null
  return unless(cursor, fault, { _tag: "Text", text })
}

/** The list of `in`, where it stands: its parentheses say where it ends. */
export const readItems = (cursor: Cursor): Operand => {
  const texts = readList(cursor)
  return texts === undefined ? undefined : unless(cursor, crowd(texts, cursor), { _tag: "List", texts })
}

function several(cursor: Cursor, operation: Operation, text: string): Operand {
  const texts = arrayElements(text)
  if (texts === null) {
    const { modifier, operator } = operation
    return refuse(
      cursor,
      "syntax",
      `must be a list in braces, such as ${operator}(${modifier}).{1,2,"a,b"}, with a text NULL in quotes`
    )
  }
  const crowded = crowd(texts, cursor)
  if (crowded !== null || !isLike(operation)) {
    const long = isMatch(operation) ? faultIn(texts, cursor, lengthFault) : null
    return unless(cursor, crowded ?? long, { _tag: "List", texts })
  }
  const patterns = texts.map(patternOf)
  return unless(cursor, faultIn(patterns, cursor, patternFault), { _tag: "Patterns", patterns })
}

function unless(cursor: Cursor, fault: Refusal | null, operand: QuerySyntax.OperandSyntax): Operand {
  return fault === null ? operand : refuse(cursor, fault.code, fault.detail)
}

function crowd({ length }: ReadonlyArray<string>, { limits }: Cursor): Refusal | null {
  return length > limits.inList
    ? { code: "too-many", detail: `lists more than ${limits.inList} values` }
    : null
}

function faultIn(
  texts: ReadonlyArray<string>,
  { limits }: Cursor,
  faultOf: typeof patternFault
): Refusal | null {
  for (const text of texts) {
    const fault = faultOf(text, limits)
    if (fault !== null) return fault
  }
  return null
}

/** `[not.]operator.operand` of one field. */
import type { QuerySyntax } from "@pgcrest/core"
import { type Cursor, isAtEnd, refuse, takeMark } from "./Cursor.ts"
import { operandOf, readItems } from "./operandOf.ts"
import { isProse, type Operation, readOperation } from "./operation.ts"
import { aboutField } from "./queryFailure.ts"
import { closingQuote, unescaped } from "./quotes.ts"
import { noList } from "./readList.ts"
import { skipBrackets, skipPlain } from "./skipText.ts"

type Condition = QuerySyntax.ConditionSyntax

/** What is compared, and whether the operand ends where a tree goes on, or is all that is left. */
interface Compared {
  readonly field: QuerySyntax.FieldSyntax
  readonly inTree: boolean
}

/** Fails for its operand alone: what there is no operator for is told later. */
export const readCondition = (cursor: Cursor, { field, inTree }: Compared): Condition | undefined => {
  const not = takeMark(cursor, "not.")
  const operation = readOperation(cursor)
  const operand = inTree ? readWithin(cursor, operation) : readWhole(cursor, operation)
  if (operand !== undefined) return { _tag: "Condition", field, ...operation, operand, not }
  const { code = "", detail = "" } = cursor.refusal ?? {}
  return refuse(cursor, code, aboutField(cursor.parameter, field.name, detail))
}

function readWhole(cursor: Cursor, operation: Operation): Condition["operand"] | undefined {
  if (operation.operator !== "in") return operandOf(cursor, operation, cursor.text.slice(cursor.at))
  const items = readItems(cursor)
  return items === undefined || isAtEnd(cursor) ? items : noList(cursor)
}

function readWithin(cursor: Cursor, operation: Operation): Condition["operand"] | undefined {
  if (operation.operator === "in") return readItems(cursor)
  const text = readQuoted(cursor) ?? readPlain(cursor, operation)
  return text === undefined
    ? refuse(cursor, "syntax", "has a bracket that is not closed: put the value in double quotes")
    : operandOf(cursor, operation, text)
}

/** Null where no quotes enclose all of the operand. */
function readQuoted(cursor: Cursor): string | null {
  const { at, text } = cursor
  const end = text.charAt(at) === '"' ? closingQuote(text, at + 1) : -1
  if (end < 0 || !/^[,)]?$/u.test(text.charAt(end + 1))) return null
  cursor.at = end + 1
  return unescaped(text.slice(at + 1, end))
}

function readPlain(cursor: Cursor, operation: Operation): string | undefined {
  const isBracketed = !isProse(operation) && /[{[(]/u.test(cursor.text.charAt(cursor.at))
  const bracketed = isBracketed ? skipBrackets(cursor) : ""
  const rest = bracketed === undefined ? undefined : skipPlain(cursor)
  return rest === undefined ? undefined : `${bracketed}${rest}`
}

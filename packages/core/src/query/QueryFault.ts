/** Why a query means nothing for a resource: facts, which each wire tells in its own words. */
import type { ColumnType } from "../value/ColumnType.ts"

/** Where in a query a name stands: a filter of its own, inside a tree of conditions, or one of the grammar's lists. */
export type Place = "filter" | "tree" | "select" | "order"

/** One thing in a query that means nothing for the resource. */
export type QueryFault =
  /** No field of that name is shown. */
  | { readonly _tag: "FieldUnknown"; readonly place: Place; readonly field: string }
  /** A list names a field twice. */
  | { readonly _tag: "FieldRepeated"; readonly place: Place; readonly field: string }
  /** The condition has no operator, or none that there is. */
  | { readonly _tag: "OperatorUnknown"; readonly field: string; readonly operator: string | null }
  /** The type has no such comparison. */
  | {
      readonly _tag: "OperatorUnfit"
      readonly field: string
      readonly operator: string
      readonly type: ColumnType
    }
  /** The text is no value of the type, or no operand of the operator; `rule` says what it must be. */
  | {
      readonly _tag: "OperandInvalid"
      readonly field: string
      readonly type: ColumnType
      readonly operand: string
      readonly rule: string
    }
  /** A field of this type cannot be sorted by. */
  | { readonly _tag: "OrderUnfit"; readonly field: string; readonly type: ColumnType }

/** A fault, and the parameter that holds it. */
export interface Located {
  /** By its name in the query, such as `order`, `select`, or a field's. */
  readonly parameter: string
  readonly fault: QueryFault
}

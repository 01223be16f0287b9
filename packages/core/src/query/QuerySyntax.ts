/** A query as it was written: parted into names, operators and texts, before anybody has asked what they mean. */
import type { Page } from "./Query.ts"

/** A condition of a filter, or conditions joined. */
export type FilterSyntax = ConditionSyntax | TreeSyntax

/** A field compared with something: `price=gte.10` has the field `price`, the operator `gte` and the text `10`. */
export interface ConditionSyntax {
  readonly _tag: "Condition"
  readonly field: string
  /** The word before the operand; null where there is none. */
  readonly operator: string | null
  readonly operand: OperandSyntax
  readonly not: boolean
}

/** One text, a list of them, or a pattern in which `%` stands for any text and `_` for any character. */
export type OperandSyntax =
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "List"; readonly texts: ReadonlyArray<string> }
  | { readonly _tag: "Pattern"; readonly pattern: string }

/** Conditions of which all must hold, or one. */
export interface TreeSyntax {
  readonly _tag: "And" | "Or"
  readonly parts: ReadonlyArray<FilterSyntax>
  readonly not: boolean
}

/** A filter, and where a client wrote it. */
export interface Filtering {
  /** The parameter that a fault names. */
  readonly parameter: string
  readonly filter: FilterSyntax
}

/** One field to sort by; null for what the client leaves to us. */
export interface OrderSyntax {
  readonly field: string
  readonly direction: "asc" | "desc" | null
  readonly nulls: "first" | "last" | null
}

/** All that a list can be asked, as a client wrote it. */
export interface QuerySyntax {
  /** All must hold. */
  readonly filters: ReadonlyArray<Filtering>
  readonly order: ReadonlyArray<OrderSyntax>
  readonly page: Page
  /** The names of fields, in order; null for all that are shown. */
  readonly select: ReadonlyArray<string> | null
  readonly count: boolean
}

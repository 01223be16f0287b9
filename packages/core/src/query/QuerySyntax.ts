/** A query as it was written: parted into names, operators and texts, before anybody has asked what they mean. */

import type { Moment } from "./AsOf.ts"
import type { Count } from "./Query.ts"

/** A field, or what stands inside of its JSON: `meta->size->>unit` has the name `meta` and the path `size`, `unit`. */
export interface FieldSyntax {
  readonly name: string
  /** Names of members, and numbers of elements, counted from 0, from the end below it; none for the field itself. */
  readonly path: ReadonlyArray<string | number>
  /** Whether what stands there is taken as text: the last arrow is `->>`. */
  readonly asText: boolean
}

/** A condition of a filter, or conditions joined. */
export type FilterSyntax = ConditionSyntax | TreeSyntax

/** A field compared with something: `price=gte.10` has the field `price`, the operator `gte` and the text `10`. */
export interface ConditionSyntax {
  readonly _tag: "Condition"
  /** Also a relation, whose records are then asked for: `author=not.is.null`. */
  readonly field: FieldSyntax
  /** The word before the operand; null where there is none. */
  readonly operator: string | null
  /** What stands in parentheses behind the operator: `any` or `all` of a list, or the language of a search; null for nothing. */
  readonly modifier: string | null
  readonly operand: OperandSyntax
  readonly not: boolean
}

/** One text, a list of them, or a pattern in which `%` stands for any text and `_` for any character, or several of those. */
export type OperandSyntax =
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "List"; readonly texts: ReadonlyArray<string> }
  | { readonly _tag: "Pattern"; readonly pattern: string }
  | { readonly _tag: "Patterns"; readonly patterns: ReadonlyArray<string> }

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
  /** The relation to one record whose field it is: `author(name)`; null for a field of the record itself. */
  readonly relation: string | null
  readonly field: FieldSyntax
  readonly direction: "asc" | "desc" | null
  readonly nulls: "first" | "last" | null
}

/** One thing that an answer is to show. */
export type ItemSyntax =
  /** `*`: all fields that are shown. */
  | { readonly _tag: "All" }
  /** `alias:field->path::cast`. */
  | {
      readonly _tag: "Field"
      readonly as: string | null
      readonly field: FieldSyntax
      readonly cast: string | null
    }
  /** `alias:field.sum()::cast`, or `count()` of the records themselves, whose field is null. */
  | {
      readonly _tag: "Aggregate"
      readonly as: string | null
      readonly field: FieldSyntax | null
      readonly aggregate: string
      readonly cast: string | null
    }
  | RelationSyntax

/** Records beside a record: `alias:relation!hint!inner(items)`, or `...relation(items)`, whose items stand among the record's own. */
export interface RelationSyntax {
  readonly _tag: "Relation"
  readonly as: string | null
  /** The relation's name, or that of the resource it leads to. */
  readonly name: string
  /** Which relation, where the name is a resource's that several lead to: by its name or its field. */
  readonly hint: string | null
  /** `inner` leaves out records that have none; null for what the client leaves to us. */
  readonly join: "inner" | "left" | null
  readonly spread: boolean
  readonly items: ReadonlyArray<ItemSyntax>
}

/** What is asked of the records at one place of a query. */
export interface AskedSyntax {
  /** All must hold. */
  readonly filters: ReadonlyArray<Filtering>
  readonly order: ReadonlyArray<OrderSyntax>
}

/** What is asked of the records of a relation: `author.books.order=title` is asked at `author`, `books`. */
export interface RelatedSyntax extends AskedSyntax {
  /** The parameter that a fault of the place names, and of its order. */
  readonly parameter: string
  /** As `select` names the relations that lead there, by their aliases where they have some. */
  readonly at: readonly [string, ...ReadonlyArray<string>]
  readonly limit: number | null
  readonly offset: number | null
}

/** Which part of a list is asked for. */
export interface PageSyntax {
  readonly limit: number
  readonly offset: number
  /** Where another page ended, as an answer told it; null for none. */
  readonly cursor: string | null
}

/** What an answer is to show of each record. */
export interface ShowingSyntax {
  /** In order; null for all fields that are shown. */
  readonly select: ReadonlyArray<ItemSyntax> | null
  /** What is asked of relations, each place once. */
  readonly related: ReadonlyArray<RelatedSyntax>
}

/** All that a list can be asked, as a client wrote it. */
export interface QuerySyntax extends AskedSyntax, ShowingSyntax {
  readonly page: PageSyntax
  /** How many records there are, and how that is found out; null where nobody asks. */
  readonly count: Count | null
  /** As of when; absent for now. */
  readonly asOf?: Moment
  /** From which earlier moment the list is told apart; absent where it is told as it is. */
  readonly since?: Moment
}

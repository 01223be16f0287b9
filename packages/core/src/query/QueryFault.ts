/** Why a query means nothing for a resource: facts, which each wire tells in its own words. */
import type { ColumnType } from "../value/ColumnType.ts"

/** Where in a query a name stands: a filter of its own, inside a tree of conditions, or one of the grammar's lists. */
export type Place = "filter" | "tree" | "select" | "order"

/** One thing in a query that means nothing for the resource. */
export type QueryFault =
  /** No field of that name is shown: `resource` is the one that was looked at, which may be a related one. */
  | {
      readonly _tag: "FieldUnknown"
      readonly place: Place
      readonly resource: string
      readonly field: string
    }
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
  /** What stands in parentheses behind the operator is nothing that it takes. */
  | {
      readonly _tag: "ModifierUnfit"
      readonly field: string
      readonly operator: string
      readonly modifier: string
    }
  /** No configuration of text search is called so. */
  | { readonly _tag: "LanguageUnknown"; readonly field: string; readonly language: string }
  /** The field is not declared for regular expressions. */
  | { readonly _tag: "MatchUndeclared"; readonly field: string; readonly operator: string }
  /** The text is no value of the type, or no operand of the operator; `rule` says what it must be. */
  | {
      readonly _tag: "OperandInvalid"
      readonly field: string
      readonly type: ColumnType
      readonly operand: string
      readonly rule: string
    }
  /** A path leads into a field that is no JSON. */
  | { readonly _tag: "PathUnfit"; readonly field: string; readonly type: ColumnType }
  /** What is told of the type cannot be told as another without a chance to fail. */
  | { readonly _tag: "CastUnfit"; readonly field: string; readonly type: ColumnType; readonly cast: string }
  /** Two things of an answer have one name. */
  | { readonly _tag: "NameRepeated"; readonly name: string }
  /** No relation of that name leads to records that anybody may ask for. */
  | { readonly _tag: "RelationUnknown"; readonly relation: string; readonly hint: string | null }
  /** Several relations lead to a resource of that name; a hint names one of these. */
  | {
      readonly _tag: "RelationAmbiguous"
      readonly relation: string
      readonly relations: ReadonlyArray<string>
    }
  /** A relation is compared with something: it is there, or it is null. */
  | { readonly _tag: "RelationCompared"; readonly relation: string }
  /** There is no aggregate of that name. */
  | { readonly _tag: "AggregateUnknown"; readonly aggregate: string }
  /** The type has no such aggregate; field and type are null for the records themselves. */
  | {
      readonly _tag: "AggregateUnfit"
      readonly aggregate: string
      readonly field: string | null
      readonly type: ColumnType | null
    }
  /** The resource's declaration allows no aggregates. */
  | { readonly _tag: "AggregatesRefused"; readonly resource: string }
  /** An aggregate is asked of what is one record at most. */
  | { readonly _tag: "AggregateOfOne" }
  /** A field of this type stands beside an aggregate, and no two of its values can be told to be alike. */
  | { readonly _tag: "GroupUnfit"; readonly field: string; readonly type: ColumnType }
  /** A relation stands beside an aggregate, and is not one record whose fields are spread. */
  | { readonly _tag: "RelationUngrouped"; readonly relation: string }
  /** Groups are sorted by a field that does not stand beside the aggregates. */
  | { readonly _tag: "OrderUngrouped"; readonly field: string }
  /** What is asked of a relation that the answer does not show. */
  | { readonly _tag: "RelationNotSelected"; readonly relation: string }
  /** A relation to many is sorted by. */
  | { readonly _tag: "RelationUnfit"; readonly relation: string }
  /** Relations are nested deeper than this, or there are more of them. */
  | { readonly _tag: "TooManyRelations"; readonly most: number; readonly of: "levels" | "relations" }
  /** The text is no cursor, or one of another query. */
  | { readonly _tag: "CursorInvalid"; readonly of: "none" | "another" }
  /** More records of a relation are asked for than beside one record. */
  | { readonly _tag: "LimitTooLarge"; readonly most: number }
  /** A field of this type cannot be sorted by. */
  | { readonly _tag: "OrderUnfit"; readonly field: string; readonly type: ColumnType }

/** A fault, and the parameter that holds it. */
export interface Located {
  /** By its name in the query, such as `order`, `select`, or a field's. */
  readonly parameter: string
  readonly fault: QueryFault
}

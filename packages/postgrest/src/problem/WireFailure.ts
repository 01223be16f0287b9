/** What a request is refused for on this wire alone: plain data, one tag per rule. */
import type { Located } from "@pgcrest/core"
import type { Violation } from "@pgcrest/rest"

export type WireFailure =
  | { readonly _tag: "PathInvalid" }
  /** The root tells nothing. */
  | { readonly _tag: "RootDisabled" }
  | { readonly _tag: "TableUnknown"; readonly table: string }
  | { readonly _tag: "FunctionUnknown"; readonly name: string }
  | { readonly _tag: "MethodNotOffered"; readonly method: string; readonly allow: string }
  /** A function is called by POST, and by GET where it writes nothing. */
  | { readonly _tag: "CallUnfit"; readonly method: string; readonly allow: string }
  | { readonly _tag: "SchemaUnknown"; readonly schema: string }
  | { readonly _tag: "MediaUnavailable"; readonly types: string }
  /** There is such a type, but these rows cannot be written so. */
  | { readonly _tag: "MediaUnfit"; readonly type: string; readonly rule: string }
  | { readonly _tag: "PreferencesUnknown"; readonly preferences: ReadonlyArray<string> }
  /** `what` of the query is not of the grammar: its text, from where on, and the rule. */
  | {
      readonly _tag: "QueryUnparsed"
      readonly what: string
      readonly text: string
      readonly at: number
      readonly rule: string
    }
  /** It is, and means nothing for the table. `text` is the parameter's value. */
  | { readonly _tag: "QueryMeaningless"; readonly located: Located; readonly text: string }
  /** A range that is none, or begins behind the last row of so many. */
  | { readonly _tag: "RangeUnsatisfiable"; readonly why: string; readonly total: number | null }
  /** `errors` are the places of a body that tell more than its first fault. */
  | {
      readonly _tag: "BodyUnread"
      readonly message: string
      readonly hint?: string
      readonly errors?: ReadonlyArray<Violation>
    }
  | { readonly _tag: "PayloadTooLong"; readonly most: number }
  | { readonly _tag: "ColumnUnknown"; readonly column: string }
  /** No two rows are kept from being alike in these columns. */
  | { readonly _tag: "ConflictTargetUnknown" }
  /** A write of every row. */
  | { readonly _tag: "FilterNeeded"; readonly statement: "UPDATE" | "DELETE" }
  | { readonly _tag: "NotSingular"; readonly rows: number }
  | { readonly _tag: "TooManyRows"; readonly rows: number }
  /** A function answers what is no array, where the number of its rows is bounded. */
  | { readonly _tag: "RowsUncounted" }
  /** A write is bound to an entity tag, and there is none here. */
  | { readonly _tag: "NoEntityTag" }
  | { readonly _tag: "NotImplemented"; readonly feature: string }
  /** A PUT names its row by the key, and by nothing else. */
  | { readonly _tag: "PutUnkeyed" }
  | { readonly _tag: "PutLimited" }
  | { readonly _tag: "PutMismatched" }

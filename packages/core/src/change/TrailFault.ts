/** What can be wrong between a resource's records and the trail: one tag for each rule. */

interface OfRecord {
  /** The name of the resource. */
  readonly resource: string
  readonly uid: string
}

// Versions are whole numbers as texts, for whoever prints them as JSON.

/** One thing that does not agree. */
export type TrailFault =
  | ({ readonly _tag: "RowUnrecorded" } & OfRecord)
  | ({
      readonly _tag: "RowDiffers"
      readonly version: string
      readonly fields: ReadonlyArray<string>
    } & OfRecord)
  | ({ readonly _tag: "RowAhead"; readonly version: string; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "RowBehind"; readonly version: string; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "RowGone"; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "RowAfterDelete"; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "VersionsMissing"; readonly first: string; readonly last: string } & OfRecord)
  | ({ readonly _tag: "VersionRepeated"; readonly version: string } & OfRecord)
  | ({ readonly _tag: "SealedAltered"; readonly version: string } & OfRecord)
  | ({ readonly _tag: "InstantBackwards"; readonly version: string } & OfRecord)
  | ({ readonly _tag: "CountBehind"; readonly counted: string | null; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "CountAhead"; readonly counted: string; readonly recorded: string } & OfRecord)
  | ({ readonly _tag: "HistoryGone"; readonly counted: string } & OfRecord)
  | { readonly _tag: "TableShared"; readonly resource: string; readonly others: ReadonlyArray<string> }
  | { readonly _tag: "DefaultPartitionUsed"; readonly resource: string; readonly changes: number }

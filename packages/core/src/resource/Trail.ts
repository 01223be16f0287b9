/** What a resource asks of its changes, beside what every change tells. */
import { type Column, ofField } from "./Column.ts"
import * as Field from "./Field.ts"

/** As declared. */
export interface TrailOptions {
  /** Whether clients must say why they write (`X-Change-Reason`); they may anyway. */
  readonly reason?: "required" | "optional"
  /** What else clients tell of a change, by name: `ticket` is the header `X-Change-Ticket`. */
  readonly metadata?: Readonly<Record<string, Field.Declared>>
  /** Whether requests that are refused are recorded, reads (403) and writes (403, 412): who asked for what, and nothing of what they sent. */
  readonly refusals?: boolean
  /** How long changes are kept, as an ISO 8601 duration such as `P7Y`; for ever when left out. */
  readonly keep?: string
  /**
   * Whether each write is counted in `audit.life` too: versions then go on from there where a restored row, or a lost
   * tombstone, would take one that another month of the trail has. Off when left out: it is paid by every write.
   */
  readonly counted?: boolean
}

/** What a resource's trail is to be. */
export interface Trail {
  readonly isReasonRequired: boolean
  /** By name, in the order of the declaration. */
  readonly metadata: ReadonlyMap<string, Column>
  readonly refusals: boolean
  /** Null for ever. */
  readonly keep: string | null
  /** Whether each write is counted beside its record too, so that one which is set back takes no version twice. */
  readonly counted: boolean
}

/** The trail that a declaration asks for; `faults` are those of its metadata's types. */
export const trailOf = ({
  reason = "optional",
  metadata = {},
  refusals = false,
  keep,
  counted = false
}: TrailOptions): { readonly trail: Trail; readonly faults: ReadonlyArray<string> } => {
  const declared = Object.entries(metadata).map(([name, one]) => [name, Field.resolve(one)] as const)
  const columns = declared.map(
    ([name, { field }]) => [name, ofField({ name, columnName: name }, field, [])] as const
  )
  return {
    trail: {
      isReasonRequired: reason === "required",
      metadata: new Map(columns),
      refusals,
      keep: keep ?? null,
      counted
    },
    faults: declared.flatMap(([name, { fault }]) =>
      fault === null ? [] : [`the metadata "${name}" ${fault}`]
    )
  }
}

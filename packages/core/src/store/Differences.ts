/** How a list at one moment differs from the same list at a later one. */
import type { Values } from "../value/ColumnType.ts"
import type { Answered, Paged, RowKey } from "./Answered.ts"

/** What became of a record between the two. */
export interface Difference {
  readonly uid: string
  /** Whether it came into the list, is shown differently in it, or went. */
  readonly change: "added" | "changed" | "gone"
  /** As the list showed it at either moment; null where it did not. */
  readonly before: Values | null
  readonly after: Values | null
}

/** The answer to a Compare. */
export interface Differences extends Answered<Difference>, Paged {
  readonly _tag: "Differences"
}

/** A record at both moments, each an answer of one; it is there at one of them at least. */
export type Pair =
  | { readonly before: Answered<Values>; readonly after: Answered<Values> | null }
  | { readonly before: null; readonly after: Answered<Values> }

/** What the two tell apart; null where they show the record alike, or it is at neither. */
export const pairOf = (before: Answered<Values> | null, after: Answered<Values> | null): Pair | null => {
  if (before === null) return after === null ? null : { before, after }
  return before.json() === after?.json() ? null : { before, after }
}

/** These, in their order: what is told of each record apart is put together when somebody reads it. */
export const differences = (
  pairs: ReadonlyArray<Pair>,
  facts: Pick<Paged, "past"> & Partial<Omit<Paged, "past">>
): Differences => ({
  _tag: "Differences",
  ...told(pairs),
  total: null,
  counted: "exactly",
  more: false,
  read: pairs.length,
  place: () => [],
  ...facts
})

/** A page that ends after so many of them: there are more. */
export const differencesCut = (rows: Differences, count: number): Differences => ({
  ...rows,
  ...rows.first(count),
  more: true,
  read: Math.min(rows.read, count)
})

function told(pairs: ReadonlyArray<Pair>): Answered<Difference> {
  return {
    count: pairs.length,
    keys: () => pairs.map(keyOf),
    json: () => pairs.map(print).join(","),
    values: () => pairs.map(differenceOf),
    first: (count) => told(pairs.slice(0, count)),
    updatedAt: () => null,
    // No version tells two states.
    computed: true
  }
}

/** As it is last. */
function keyOf(pair: Pair): RowKey {
  const last = pair.before === null ? pair.after : (pair.after ?? pair.before)
  return last.keys()[0] ?? { uid: "", version: null }
}

function differenceOf(pair: Pair): Difference {
  const { after, before } = pair
  return {
    uid: keyOf(pair).uid,
    change: changeOf(pair),
    before: before?.values()[0] ?? null,
    after: after?.values()[0] ?? null
  }
}

function changeOf({ after, before }: Pair): Difference["change"] {
  if (before === null) return "added"
  return after === null ? "gone" : "changed"
}

function print(pair: Pair): string {
  const [before, after] = [pair.before?.json() ?? "null", pair.after?.json() ?? "null"]
  const uid = JSON.stringify(keyOf(pair).uid)
  return `{"uid":${uid},"change":"${changeOf(pair)}","before":${before},"after":${after}}`
}

/** Where the pages before and behind a page are (RFC 8288): by cursors, which stay true whatever comes and goes. */
import {
  type Command,
  cursorOf,
  type Query,
  recordOrder,
  type Resource,
  type Rows,
  wholeOrder
} from "@pgcrest/core"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** A list's address, and its query as the address has it. */
export interface Listed {
  /** Up to the question mark. */
  readonly address: string
  readonly pairs: Pairs
}

// A cursor tells what its record has for each column of the order, and an address has an end.
const longestCursor = 3000

/** A page as it was read, whatever it is of. */
type Read = Pick<Rows.Paged, "more" | "place" | "read"> & Partial<Pick<Rows.Paged, "past">>

/** The value of Link of a list; null where there are no other pages, or none can be told. */
export const pageLinks = (
  rows: Read,
  query: Query.Query,
  resource: Resource.Resource,
  listed: Listed
): string | null => linksOf(rows, query, wholeOrder(resource, query.order), listed)

/** That of a record's history. */
export const historyLinks = (rows: Read, command: Command.History, listed: Listed): string | null =>
  linksOf(rows, command, recordOrder, listed)

/** That of what stands in this order. */
export const linksOf = (
  rows: Read,
  query: Pick<Query.Query, "fingerprint" | "page">,
  order: ReadonlyArray<Query.Order>,
  { address, pairs }: Listed
): string | null => {
  const { past = null } = rows
  const rest = withoutStart(pairs)
  // What says by itself when it is of, or by a header, leads on as of then; a cursor tells both of two moments.
  const isThen = past === null || pairs.some(([name]) => name === "as_of")
  const then: Pairs = isThen ? [] : [["as_of", past.at]]
  const link = (rel: "first" | "next" | "prev", word: readonly [string, string] | null) => {
    if (word === null) return []
    const bound = word[0] === "cursor" && past?.since !== undefined ? [] : then
    return [`<${address}?${encoded([...rest, ...bound, word])}>; rel="${rel}"`]
  }
  const { next, prev } = neighbours(rows, query.page)
  const links = [
    ...(prev === null ? [] : link("first", ["offset", "0"])),
    ...link("prev", prev === null ? null : wordOf(query, order, "Before", { ...prev, past })),
    ...link("next", next === null ? null : wordOf(query, order, "After", { ...next, past }))
  ]
  return links.length === 0 ? null : links.join(", ")
}

/** The address of the page that begins there; null where none can be told. */
export const pageAt = (
  query: Query.Query,
  resource: Resource.Resource,
  page: Query.Page,
  { address, pairs }: Listed
): string | null => {
  const start =
    page._tag === "Offset" ? { place: [], offset: page.offset } : { place: page.place, offset: null }
  const { asOf } = query
  // A page that was followed is bound to what the first one saw.
  const past =
    asOf?.moment._tag === "Instant" && asOf.snapshot !== null
      ? { at: asOf.moment.at, snapshot: asOf.snapshot }
      : null
  const word = wordOf(query, wholeOrder(resource, query.order), "After", { ...start, past })
  return word === null ? null : `${address}?${encoded([...withoutStart(pairs), word])}`
}

/** Where another page begins: at a place, or, where that is not told, at a number. */
type Start = { readonly place: Query.PlacePage["place"]; readonly offset: number | null }

/** Null where there is no page, as far as is known. */
function neighbours(
  rows: Read,
  page: Query.Page
): { readonly next: Start | null; readonly prev: Start | null } {
  const [first, last] = rows.read === 0 ? [[], []] : [rows.place(0), rows.place(rows.read - 1)]
  switch (page._tag) {
    case "Offset": {
      const { limit, offset } = page
      return {
        next: rows.more && limit > 0 ? { place: last, offset: offset + rows.read } : null,
        prev: offset > 0 && rows.read > 0 ? { place: first, offset: Math.max(0, offset - limit) } : null
      }
    }
    case "After":
      return {
        next: rows.more ? { place: last, offset: null } : null,
        prev: { place: rows.read === 0 ? page.place : first, offset: null }
      }
    case "Before":
      return {
        next: { place: rows.read === 0 ? page.place : last, offset: null },
        prev: rows.more ? { place: first, offset: null } : null
      }
  }
}

function wordOf(
  { fingerprint }: Pick<Query.Query, "fingerprint">,
  order: ReadonlyArray<Query.Order>,
  _tag: Query.PlacePage["_tag"],
  { offset, place, past }: Start & Pick<Rows.Paged, "past">
): readonly [name: string, value: string] | null {
  const cursor =
    fingerprint === undefined || place.length === 0 ? "" : cursorOf(fingerprint, order, { _tag, place }, past)
  if (cursor !== "" && cursor.length <= longestCursor) return ["cursor", cursor]
  return offset === null ? null : ["offset", String(offset)]
}

function withoutStart(pairs: Pairs): Pairs {
  return pairs.filter(([name]) => name !== "offset" && name !== "cursor")
}

function encoded(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")
}

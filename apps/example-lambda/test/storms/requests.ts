/** What clients ask of lists, and how the answers are read as steps of a transaction. */
import type { ListAppend } from "@pgcrest/testkit/history"
import type { Call } from "../wire/wire.ts"
import type { List, Told } from "./lists.ts"

/** A part of a request: a record that is read, or one that a value is appended to. */
interface Part {
  readonly list: List
  readonly value: string | null
}

/** A request that is one transaction. */
export interface Asked {
  readonly call: Call
  readonly isolation: ListAppend.Transaction["isolation"]
  readonly parts: ReadonlyArray<Part>
  /** The record that an answer tells for each part, if it tells one. */
  readonly toldIn: (json: unknown) => ReadonlyArray<Told | null>
}

// Tests read what they know is there.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any

const jsonPatch = { "content-type": "application/json-patch+json" }
const pathOf = ({ path, uid }: List) => `${path}/${uid}`
const alone = (json: Json) => [json]

export const readOne = (list: List): Asked => ({
  call: { method: "GET", path: pathOf(list) },
  isolation: "serializable",
  parts: [{ list, value: null }],
  toldIn: alone
})

/** One statement reads them all, as of one moment; all are of one resource. */
export const readTogether = (path: List["path"], lists: ReadonlyArray<List>): Asked => ({
  call: { method: "GET", path: `${path}?uid=in.(${lists.map(({ uid }) => uid).join(",")})` },
  isolation: "serializable",
  parts: lists.map((list) => ({ list, value: null })),
  toldIn: (json: Json) => lists.map(({ uid }) => json.find((told: Told) => told.uid === uid) ?? null)
})

/** Writes the whole list, if nobody has written it since it was read. */
export const appendTo = (list: List, { entries, version }: Told, value: string): Asked => ({
  call: {
    method: "PATCH",
    path: pathOf(list),
    body: { entries: [...entries, value] },
    headers: { "if-match": `"${version}"` }
  },
  isolation: "serializable",
  parts: [{ list, value }],
  toldIn: alone
})

const added = (list: List, value: string) => ({
  method: "PATCH",
  path: pathOf(list),
  headers: jsonPatch,
  body: [{ op: "add", path: "/entries/-", value }]
})

/** Adds to the list as it is; an answer that tells nothing is one that shows nothing read. */
export const add = (list: List, value: string, isTold: boolean): Asked => {
  const { headers, ...call } = added(list, value)
  return {
    call: { ...call, headers: { ...headers, ...(isTold ? {} : { prefer: "return=minimal" }) } },
    isolation: "serializable",
    parts: [{ list, value }],
    toldIn: alone
  }
}

/** Several reads and appends in one transaction. */
export const batch = (parts: ReadonlyArray<Part>): Asked => ({
  call: {
    method: "POST",
    path: "/batch",
    body: {
      requests: parts.map(({ list, value }) =>
        value === null ? { method: "GET", path: pathOf(list) } : added(list, value)
      )
    }
  },
  isolation: "read committed",
  parts,
  toldIn: (json: Json) => json.map(({ body }: { readonly body: Told }) => body)
})

/** What a transaction did: each append, and behind it what its answer shows. */
export const stepsOf = ({ parts, toldIn }: Asked, json: unknown): ReadonlyArray<ListAppend.Step> => {
  const told = json === null ? [] : toldIn(json)
  return parts.flatMap(({ list, value }, at): ReadonlyArray<ListAppend.Step> => {
    const key = pathOf(list)
    const record = told[at] ?? null
    const append = value === null ? [] : [{ _tag: "Append" as const, key, value }]
    return record === null
      ? append
      : [...append, { _tag: "Read", key, values: record.entries, version: record.version }]
  })
}

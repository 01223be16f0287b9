/** The answers of writes as text, as a unit keeps them under its key. */
import type { ClientCommand } from "../command/Command.ts"
import type { IdempotencyKey } from "../command/IdempotencyKey.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { parseExactJson } from "../value/parseExactJson.ts"
import { splitObjects } from "../value/splitObjects.ts"
import type { Keeping, Kept } from "./Keeping.ts"
import type { Answered, Met, RowKey, Rows, Written, WrittenMany } from "./Rows.ts"

/** For a unit that is this write. */
export const keepingRows = (
  command: ClientCommand<Resource, Cell>,
  actor: string,
  key: IdempotencyKey
): Keeping<Rows> => ({
  ...key,
  actor,
  print: (rows) => ({ ...keptRows(command.permit.resource.name, rows), form: formOf(command) }),
  read: (kept) =>
    rowsAgain(
      ofMany.has(command._tag) ? "WrittenMany" : "Written",
      kept.form === formOf(command) ? kept : { ...kept, text: null }
    )
})

const ofMany: ReadonlySet<ClientCommand["_tag"]> = new Set([
  "CreateMany",
  "CreateManyNested",
  "Upsert",
  "UpdateMany",
  "DeleteMany"
])

/** A write that is answered again, of which no more is known than where its records are: as if nobody read the answer. */
export const untold = (
  of: "Written" | "WrittenMany",
  { uids, created }: Pick<Kept, "created" | "uids">
): Written | WrittenMany => {
  const keys = uids.map((uid) => ({ uid, version: null }))
  const met = keys.map((key) => ({ ...key, created, visible: false }))
  const shown = told({ keys: of === "Written" ? keys : [], records: [], updatedAt: null, computed: false })
  return of === "Written"
    ? { _tag: of, ...shown, created, visible: false, replayed: true }
    : { _tag: of, ...shown, met, replayed: true, untold: true }
}

// What it is read by is written with it, and what it shows: another form is never taken for this one, nor fields of another
// declaration for those of today.
function formOf(command: ClientCommand<Resource, Cell>): string {
  return `rows 2 ${"projection" in command ? command.projection.key : ""}`
}

interface Told {
  readonly keys: ReadonlyArray<RowKey>
  /** The text of each. */
  readonly records: ReadonlyArray<string>
  readonly updatedAt: string | null
  readonly computed: boolean
}

type Text =
  | (Told & Pick<Written, "_tag" | "created" | "visible" | "left">)
  | (Told & { readonly _tag: "WrittenMany"; readonly met: ReadonlyArray<Met> })

function keptRows(resource: string, rows: Rows): Omit<Kept, "form"> {
  const kept = { resource }
  const shown: Told = {
    keys: rows.keys(),
    records: splitObjects(rows.json()),
    updatedAt: rows.updatedAt(),
    computed: rows.computed
  }
  switch (rows._tag) {
    case "Written": {
      const { _tag, created, visible } = rows
      const left = rows.left === undefined ? {} : { left: rows.left }
      const text = JSON.stringify({ ...shown, _tag, created, visible, ...left } satisfies Text)
      return { ...kept, uids: uidsOf(shown.keys), created, text }
    }
    case "WrittenMany": {
      const { _tag, met } = rows
      const text = JSON.stringify({ ...shown, _tag, met } satisfies Text)
      return { ...kept, uids: uidsOf(met), created: met.some((one) => one.created), text }
    }
    case "Found":
    case "Differences":
    case "Changes":
      return { ...kept, uids: [], created: false, text: null }
  }
}

function uidsOf(keys: ReadonlyArray<RowKey>): ReadonlyArray<string> {
  return keys.map(({ uid }) => uid)
}

function rowsAgain(of: Parameters<typeof untold>[0], kept: Kept): Rows {
  if (kept.text === null) return untold(of, kept)
  const text: Text = JSON.parse(kept.text)
  if (text._tag === "WrittenMany") return { _tag: text._tag, ...told(text), met: text.met, replayed: true }
  const { _tag, created, left, visible } = text
  return { _tag, ...told(text), created, visible, ...(left === undefined ? {} : { left }), replayed: true }
}

function told({ keys, records, updatedAt, computed }: Told): Answered<Values> {
  return {
    count: records.length,
    keys: () => keys,
    json: () => records.join(","),
    values: () => records.map((text) => Object(parseExactJson(text))),
    first: (count) =>
      told({ keys: keys.slice(0, count), records: records.slice(0, count), updatedAt, computed }),
    updatedAt: () => updatedAt,
    computed
  }
}

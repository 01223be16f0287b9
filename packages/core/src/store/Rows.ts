/** What a store answers, by the kind of command: what is known of each record without reading it, and two lazy views. */
import * as Struct from "effect/Struct"
import { type Change, type ChangeField, changeFields } from "../change/Change.ts"
import { changedColumns, diffColumns, type Entry } from "../change/Entry.ts"
import { printMetadata } from "../change/metadata.ts"
import type { RowsOf } from "../query/evaluate.ts"
import * as Projection from "../query/Projection.ts"
import type { WriteMany } from "../command/Command.ts"
import { uidOf } from "../resource/Key.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Write } from "../row/decideWrite.ts"
import { holds } from "../row/judge.ts"
import { shownOf } from "../row/shownOf.ts"
import type { Values } from "../value/ColumnType.ts"
import type { Answered, Paged, RowKey } from "./Answered.ts"
import type { Differences } from "./Differences.ts"
import { printShown } from "./printShown.ts"

export type { Answered, Paged, RowKey } from "./Answered.ts"
export { type Difference, type Differences, differences, differencesCut, type Pair } from "./Differences.ts"

/** The keys of a group of records, which is none itself: nothing is made of them. */
export const groupKey: RowKey = { uid: "", version: null }

/** The answer to Get, Lock and List. */
export interface Found extends Answered<Values>, Paged {
  readonly _tag: "Found"
}

/** The answer to a write of one record. */
export interface Written extends Answered<Values> {
  readonly _tag: "Written"
  /** Whether the write made the record. */
  readonly created: boolean
  /** False when the write put the record out of its caller's sight. */
  readonly visible: boolean
  readonly replayed?: Replayed
  /** The fields of a restored record that do not hold what they held at the version; not there of other writes. */
  readonly left?: ReadonlyArray<string>
}

/** Told where the write happened before, under the same key, and this is what it answered then. */
type Replayed = true

/** One record of a write of many. */
export interface Met extends RowKey {
  /** Whether the write made it. */
  readonly created: boolean
  /** False where the write put it out of its caller's sight. */
  readonly visible: boolean
}

/** The answer to a write of many records: in the order of its rows, or of the keys of those that a filter finds. */
export interface WrittenMany extends Answered<Values> {
  readonly _tag: "WrittenMany"
  /** Every record that was written, or would have changed nothing; the answer holds those in sight alone. */
  readonly met: ReadonlyArray<Met>
  readonly replayed?: Replayed
  /** Of an answer that is given again: that its records cannot be told any more. */
  readonly untold?: true
}

/** The answer to a History, a Recall or a Trace; to a RecordRefusal, without any change. */
export interface Changes extends Answered<Change>, Pick<Paged, "more" | "read" | "place"> {
  readonly _tag: "Changes"
  /** The changes, each beside what was before it. */
  readonly entries: () => ReadonlyArray<Entry>
  /** Each change's content, byte for byte as the store holds it (`contentText`); null after a delete, or where it was not read. */
  readonly contents: () => ReadonlyArray<string | null>
}

/** What a store answers; `_tag` tells to which kind of command. */
export type Rows = Found | Differences | Written | WrittenMany | Changes

/**
 * What is told of rows that are decoded already, of a memory store or after a hook, under the names of a projection.
 * `rowsOf` gives the rows of other resources, where the projection shows some.
 */
export const fromValues = (
  projection: Projection.Projection,
  values: ReadonlyArray<Values>,
  keyOf: (row: Values) => RowKey,
  rowsOf?: RowsOf
): Answered<Values> =>
  fromShown(
    projection,
    values.map((row) => shownOf(projection, row, rowsOf)),
    () => values.map(keyOf)
  )

/** The same of what is shown already: the values of each item by its key, as `shownOf` gives them. */
export const fromShown = (
  projection: Projection.Projection,
  shown: ReadonlyArray<Values>,
  keys: () => ReadonlyArray<RowKey>
): Answered<Values> => {
  // An entity tag reads it, and the answer again.
  let json: string | null = null
  return {
    count: shown.length,
    keys,
    json: () => (json ??= printShown(projection, shown)),
    values: () => shown,
    first: (count) => fromShown(projection, shown.slice(0, count), () => keys().slice(0, count)),
    updatedAt: () => updatedAtOf(projection, shown[0]),
    computed: Projection.isRelated(projection)
  }
}

/** The answer to Get, Lock and List, of records that are shown so. */
export const found = (
  shown: Answered<Values>,
  total: number | null = null,
  facts: Partial<Pick<Paged, "more" | "place" | "counted" | "past">> = {}
): Found => ({
  _tag: "Found",
  ...shown,
  total,
  counted: "exactly",
  more: false,
  past: null,
  place: () => [],
  read: shown.count,
  ...facts
})

/** A page that ends after so many of its records: there are more. */
export const cutAfter = (rows: Found, count: number): Found => ({
  ...rows,
  ...rows.first(count),
  more: true,
  read: Math.min(rows.read, count)
})

/** The answer to a write, of one record that is shown so. */
export const written = (
  shown: Answered<Values>,
  facts: { readonly created: boolean; readonly visible: boolean }
): Written => ({ _tag: "Written", ...shown, ...facts })

/** The answer to a write of many, whose records in sight are shown so. */
export const writtenMany = (shown: Answered<Values>, met: ReadonlyArray<Met>): WrittenMany => ({
  _tag: "WrittenMany",
  ...shown,
  met
})

/** The same of a write that is decided: `keyOf` tells what was deleted by the state that it had. */
export const fromWrites = (
  { _tag, permit, projection }: WriteMany,
  writes: ReadonlyArray<Write>,
  keyOf: (row: Values) => RowKey
): WrittenMany => {
  // What is deleted was seen, also where its row stays.
  const isSeen = ({ row }: Write) => _tag === "DeleteMany" || row === null || holds(permit.see, row)
  const met = writes.map((write) => ({
    ...keyOf(write.told),
    created: write.change?.operation === "create",
    visible: isSeen(write)
  }))
  const seen = writes.filter(isSeen).map(({ told }) => told)
  return writtenMany(fromValues(projection, seen, keyOf), met)
}

/** A record's keys by its own columns; a store whose tables may count no versions says itself what identifies their rows. */
export const keyOf = ({ audit, key }: Resource, row: Values): RowKey => {
  const version = audit.version === null ? null : (row[audit.version] ?? null)
  return { uid: uidOf(key, row), version: version === null ? null : String(version) }
}

/**
 * The changes that a history finds, with the chosen fields. What an image holds is shown as the resource is declared today: a
 * field that has gone, or is not shown any more, is left out, and so is one that the image did not have.
 */
export const fromChanges = (
  resource: Resource,
  entries: ReadonlyArray<Entry>,
  select: ReadonlyArray<ChangeField> | null,
  facts: Partial<Pick<Changes, "contents" | "more" | "place" | "read">> = {}
): Changes => {
  const { contents = () => entries.map(() => null) } = facts
  return {
    _tag: "Changes",
    more: false,
    read: entries.length,
    place: () => [],
    ...facts,
    contents,
    entries: () => entries,
    count: entries.length,
    keys: () => entries.map(({ uid, version }) => ({ uid, version: String(version) })),
    json: () => entries.map((entry) => printEntry(resource, select ?? changeFields, entry)).join(","),
    values: () =>
      entries.map((entry) => ({
        ...Struct.omit(entry, ["was", "erased"]),
        before: imageOf(resource, entry.before),
        after: imageOf(resource, entry.after)
      })),
    first: (count) => cutChanges(resource, entries, select, { ...facts, contents }, count),
    updatedAt: () => null,
    computed: false
  }
}

/** A page that ends after so many of its changes: there are more. */
export const changesCut = (rows: Changes, count: number): Changes => ({
  ...rows,
  ...rows.first(count),
  more: true,
  read: Math.min(rows.read, count)
})

function cutChanges(
  resource: Resource,
  entries: ReadonlyArray<Entry>,
  select: ReadonlyArray<ChangeField> | null,
  facts: Pick<Changes, "contents">,
  count: number
): Changes {
  const contents = () => facts.contents().slice(0, count)
  return fromChanges(resource, entries.slice(0, count), select, { ...facts, contents })
}

function updatedAtOf(projection: Projection.Projection, shown: Values | undefined): string | null {
  if (Projection.isGrouped(projection)) return null
  const item = projection.items.find(
    (one) => one._tag === "Column" && "plays" in one.column && one.column.plays === "last_updated_at"
  )
  const at = item === undefined ? null : (shown?.[item.as] ?? null)
  return at === null ? null : String(at)
}

function printEntry(resource: Resource, fields: ReadonlyArray<ChangeField>, change: Entry): string {
  const print = (field: ChangeField): string => {
    switch (field) {
      case "version":
        return String(change.version)
      case "before":
      case "after":
        return printImage(resource, change[field])
      case "metadata":
        return printMetadata(resource, change.metadata) ?? "null"
      case "diff":
        return printDiff(resource, change)
      default:
        return JSON.stringify(change[field])
    }
  }
  return `{${fields.map((field) => `"${field}":${print(field)}`).join(",")}}`
}

/** Each field that differs, from what to what; of a sealed one that was erased, that. */
function printDiff(resource: Resource, entry: Entry): string {
  const columns = diffColumns(resource)
  const erased = entry.erased === true ? columns.filter(({ recorded }) => recorded === "sealed") : []
  const changed = new Set(changedColumns(columns, entry))
  const members = columns.flatMap((column) => {
    const name = JSON.stringify(column.name)
    if (erased.includes(column)) return [`${name}:{"erased":true}`]
    const [from, to] = [printedIn(column, entry.was ?? null), printedIn(column, entry.after)]
    return changed.has(column) ? [`${name}:{"from":${from},"to":${to}}`] : []
  })
  return `{${members.join(",")}}`
}

function printedIn({ cell, name }: Column, image: Values | null): string {
  const value = image?.[name] ?? null
  return value === null ? "null" : cell.print(value)
}

function printImage(resource: Resource, image: Values | null): string {
  return image === null ? "null" : printShown(heldBy(resource, image), [image])
}

function imageOf(resource: Resource, image: Values | null): Values | null {
  return image === null ? null : shownOf(heldBy(resource, image), image)
}

/** What an image holds of the fields that are shown today. */
function heldBy({ columns }: Resource, image: Values): Projection.Projection {
  return Projection.of([...columns.values()].filter(({ name }) => Object.hasOwn(image, name)))
}

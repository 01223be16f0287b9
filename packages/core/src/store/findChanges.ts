/** What a history finds among the changes that a store holds. */
import * as Result from "effect/Result"
import * as Struct from "effect/Struct"
import type { Change, Image } from "../change/Change.ts"
import { recordOrder, resourceOrder } from "../change/changeColumns.ts"
import { contentsOf } from "../change/content.ts"
import { changedColumns, type Entry, narrowed } from "../change/Entry.ts"
import { fitting } from "../change/fitting.ts"
import { type History, unconditional } from "../command/Command.ts"
import type { StoreFailure } from "../failures.ts"
import { evaluate, type Predicate } from "../query/Predicate.ts"
import { type Changes, fromChanges } from "./Rows.ts"
import type { Cell } from "../value/ColumnType.ts"
import { comparePlaces } from "../row/compareRows.ts"
import { cut } from "../row/find.ts"
import { holds, judge } from "../row/judge.ts"
import type { Stored } from "../row/Stored.ts"

/** What a store holds of each uid that a history is of. */
export interface Trails {
  /** Every uid that the resource ever had. */
  readonly uids: () => Iterable<string>
  readonly storedOf: (uid: string) => Pick<Stored, "row" | "image">
  /** Oldest first. */
  readonly changesOf: (uid: string) => ReadonlyArray<Change>
}

/** The answer to a History: of a record as it is, or was last, whose history its caller may read. */
export const findChanges = (
  command: History,
  { changesOf, storedOf, uids }: Trails
): Result.Result<Changes, StoreFailure> => {
  const judged = (uid: string) => {
    const { image, row } = storedOf(uid)
    return judge(command.permit, uid, { row: row ?? image, version: null }, unconditional)
  }
  if (command.uid === null) {
    const allowed = [...uids()].filter((uid) => Result.isSuccess(judged(uid)))
    return Result.succeed(pageOf(command, allowed.map(changesOf)))
  }
  const { uid } = command
  return Result.map(judged(uid), () => pageOf(command, [changesOf(uid)]))
}

/** The page of a history. Changes whose image is out of sight are left out; what was deleted shows itself in the image before. */
function pageOf(command: History, trails: ReadonlyArray<ReadonlyArray<Change>>): Changes {
  const { fields, page, permit, select, which } = command
  const { resource } = permit
  const order = command.uid === null ? resourceOrder : recordOrder
  const place = changePlace(command)
  const found = trails
    .flatMap((trail) => entriesOf(permit.see, trail))
    .filter((entry) => isAsked(which, entry))
    .toSorted((left, right) => comparePlaces(order, place(left), place(right)))
  const { more, rows } = cut(found, page, (entry, there) => comparePlaces(order, place(entry), there))
  const told = rows.map((entry) => narrowed(entry, fields))
  return fromChanges(resource, told, select, {
    contents: () => contentsOf(resource, rows),
    more,
    place: (at) => rows.slice(at, at + 1).flatMap(place)
  })
}

/** Where a change stands in the order of its history. */
export const changePlace =
  ({ uid: record }: Pick<History, "uid">) =>
  ({ at, uid, version }: Change): ReadonlyArray<Cell> =>
    record === null ? [at, uid, version] : [version]

function entriesOf(see: Predicate, trail: ReadonlyArray<Change>): ReadonlyArray<Entry> {
  const inSight = (image: Image | null) => (image !== null && holds(see, image) ? image : null)
  let last: Image | null = null
  return trail.flatMap((change, at) => {
    const was = inSight(change.before ?? trail[at - 1]?.after ?? null)
    last = change.after ?? last
    // What was deleted, and then purged, shows itself in the last image.
    const shown = inSight(last)
    return shown === null ? [] : [{ ...change, before: inSight(change.before), was, erased: false }]
  })
}

function isAsked({ change, changed, held, was }: History["which"], entry: Entry): boolean {
  const { after, was: before = null } = entry
  const ofImage = (asked: Predicate, image: Image | null) =>
    image !== null && evaluate(asked, (column) => fitting(column, image)) === true
  return (
    holds(change, Struct.omit(entry, ["after", "before", "metadata", "was", "erased"])) &&
    (was === null || ofImage(was, before)) &&
    (changed === null || changedColumns(changed, entry).length > 0) &&
    (held === null || ofImage(held, before) || ofImage(held, after))
  )
}

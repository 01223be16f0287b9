/** The parts of commands without their values: bodies, conditions, queries, projections. */
import {
  type Act,
  type Cell,
  type Command,
  type Predicate,
  type Query,
  recordOrder,
  type Reference,
  type Resource,
  type Stamp,
  resourceOrder,
  wholeOrder
} from "@pgcrest/core"
import { type Hole, type Parting, stamped } from "./Parting.ts"
import type { ComparedPast, MomentShape, PastShape } from "./PastShape.ts"
import { partPredicate } from "./PredicateShape.ts"
import { partTold } from "./SelectionShape.ts"
import type { ConditionShape, Given, HistoryShape, KeyShape, ListShape, ReferenceShape } from "./Shape.ts"
import { requestHash } from "./requestHash.ts"

/** All fields of a record, in the resource's order: the order of a body's names makes no statement. */
export const wholeOf = (
  { columns }: Resource.Resource,
  values: Command.Body<Cell>,
  parting: Parting
): ReadonlyArray<Given> => {
  const given: Array<Given> = []
  for (const column of columns.values()) {
    const { name, write, default: standard } = column
    if (write === null) continue
    const value = values[name]
    const named = value !== undefined
    parting.say(named ? ` ${name}` : ` -${name}`)
    given.push({ column, named, value: parting.holdCell(named ? value : (standard?.value ?? null), column) })
  }
  return given
}

/** The fields that a body names, in the resource's order. */
export const namedOf = (
  { columns }: Resource.Resource,
  values: Command.Body<Cell>,
  parting: Parting
): ReadonlyArray<Given> => {
  const given: Array<Given> = []
  for (const column of columns.values()) {
    const value = values[column.name]
    if (value === undefined) continue
    parting.say(` ${column.name}`)
    given.push({ column, named: true, value: parting.holdCell(value, column) })
  }
  return given
}

/** The references among these values that their caller cannot make to every record. */
export const referencesOf = (
  references: ReadonlyArray<Reference>,
  values: ReadonlyArray<Given>,
  parting: Parting
): ReadonlyArray<ReferenceShape> =>
  references.flatMap(({ column, target, see }) => {
    const given = values.find((one) => one.column === column)
    if (given === undefined) return []
    parting.say(` ${column.name}>${parting.numberOf(target)} `)
    return [{ given, target, see: partPredicate(see, parting) }]
  })

/** A key makes a statement of its own: whoever sends none pays for none. */
export const keyOf = ({ key }: Stamp, parting: Parting): KeyShape | null => {
  if (key === null) return null
  parting.say(" key")
  return { key: parting.hold(key.key), request: parting.hold(requestHash(key)) }
}

/** `*` and no condition at all have texts of their own; tags are values. */
export const conditionOf = (
  { match, noneMatch, unmodifiedSince }: Command.Condition,
  parting: Parting
): ConditionShape => ({
  match: sideOf(match, parting),
  noneMatch: sideOf(noneMatch, parting),
  unmodifiedSince: instantOf(unmodifiedSince, parting)
})

function instantOf(instant: string | null, parting: Parting): Hole | null {
  if (instant === null) return null
  parting.say(" since")
  return parting.hold(instant)
}

function sideOf(tags: Command.Condition["match"], parting: Parting): ConditionShape["match"] {
  parting.say(tags === null ? " -" : tags === "*" ? " *" : " tags")
  return tags === null || tags === "*" ? tags : parting.hold(tags)
}

/** What a list asks for; its order goes down to the key. */
export const listingOf = (
  resource: Resource.Resource,
  query: Query.Query,
  parting: Parting
): Pick<ListShape, "filter" | "order" | "groups" | "page" | "items" | "count"> => {
  const { count, filter, order, page } = query
  parting.say(count === null ? " " : ` ${count} `)
  return {
    filter: partPredicate(filter, parting),
    page: pageOf(page, wholeOrder(resource, order), parting),
    ...partTold(resource, query, parting),
    count
  }
}

/** One record more than the page has, so that it can be told whether there is one. */
function pageOf(page: Query.Page, order: ReadonlyArray<Query.Order>, parting: Parting): ListShape["page"] {
  const { _tag } = page
  parting.say(` ${_tag}`)
  const limit = parting.hold(page.limit + 1)
  if (_tag === "Offset") return { _tag, limit, offset: parting.hold(page.offset) }
  const place = order.map(({ column }, at) => {
    const cell = page.place[at] ?? null
    parting.say(cell === null ? " -" : " =")
    return cell === null ? null : parting.holdCell(cell, column)
  })
  return { _tag, limit, place }
}

/** As of when a read asks, before all that it asks; nothing for now. */
export const pastIn = (
  asOf: Query.AsOf | undefined,
  resource: Resource.Resource,
  parting: Parting
): PastShape | null => {
  if (asOf === undefined) return null
  const { moment, snapshot } = asOf
  parting.past = {
    moment: momentOf(moment, parting),
    since: null,
    snapshot: snapshotOf(snapshot, parting),
    resources: [resource]
  }
  return parting.past
}

/** Both moments of a Compare; the later one is that of the command itself where it names none. */
export const pastsIn = (
  { asOf, since }: Query.Comparison,
  resource: Resource.Resource,
  parting: Parting
): ComparedPast => {
  if (asOf === undefined) parting.say(" now")
  const past = {
    moment:
      asOf === undefined ? ({ _tag: "Instant", value: stamped.at } as const) : momentOf(asOf.moment, parting),
    since: momentOf(since, parting),
    snapshot: snapshotOf(asOf?.snapshot ?? null, parting),
    resources: [resource]
  }
  parting.past = past
  return past
}

function momentOf(moment: Query.Moment, parting: Parting): MomentShape {
  parting.say(` ${moment._tag}`)
  return { _tag: moment._tag, value: parting.hold(moment._tag === "Instant" ? moment.at : moment.id) }
}

function snapshotOf(snapshot: string | null, parting: Parting): Hole | null {
  if (snapshot === null) return null
  parting.say(" bound")
  return parting.hold(snapshot)
}

/** The act that a lock is for decides what its refusal says. */
export const actOf = ({ permit: { act } }: Command.Lock, parting: Parting): Act => {
  parting.say(` ${act}`)
  return act
}

/** Whether a write is a restore, which its change says. */
export const isRestoring = (
  { permit: { act } }: Command.Replace | Command.Update,
  parting: Parting
): boolean => {
  if (act === "restore") parting.say(" restore")
  return act === "restore"
}

/** Whether a delete leaves its row: a purge does not. */
export const isSoft = ({ permit: { act, resource } }: Command.Delete, parting: Parting): boolean => {
  if (act === "purge") parting.say(" purge")
  return resource.softDelete !== null && act !== "purge"
}

/** Columns of the audit that a record which is made again keeps. */
export const keptOf = (
  { kept = {}, permit: { resource } }: Command.Replace<Resource.Resource, Cell>,
  parting: Parting
): ReadonlyArray<Given> => namedOf(resource, kept, parting)

/** What a history asks for. */
export const trailOf = (
  { fields, page, select, uid, which }: Command.History,
  parting: Parting
): Omit<HistoryShape, "_tag" | "resource" | "key" | "see" | "using"> => {
  const order = uid === null ? resourceOrder : recordOrder
  parting.say(` ${order.length} ${select === null ? "*" : select.join()}`)
  return {
    of: uid === null ? "resource" : "record",
    select,
    fields: fieldsOf(fields, parting),
    which: {
      change: partPredicate(which.change, parting),
      was: ofImage(which.was, parting),
      changed: changedOf(which.changed, parting),
      held: ofImage(which.held, parting)
    },
    page: placed(page, order, parting)
  }
}

function fieldsOf(fields: Command.History["fields"], parting: Parting): Hole | null {
  if (fields === null) return null
  parting.say(" fields")
  return parting.hold(fields.map(({ name }) => name))
}

function ofImage(predicate: Predicate.Predicate | null, parting: Parting) {
  parting.say(predicate === null ? "-" : "=")
  return predicate === null ? null : partPredicate(predicate, parting)
}

function changedOf(changed: Command.ChangeFilter["changed"], parting: Parting) {
  parting.say(changed === null ? " -" : ` ${changed.map(({ name }) => name).join()}`)
  return changed
}

function placed(page: Query.Page, order: ReadonlyArray<Query.Order>, parting: Parting): HistoryShape["page"] {
  const { _tag } = page
  parting.say(` ${_tag}`)
  const limit = parting.hold(page.limit + 1)
  if (_tag === "Offset") return { _tag, limit, offset: parting.hold(page.offset) }
  const place = order.map(({ column }, at) => parting.holdCell(page.place[at] ?? null, column))
  return { _tag, limit, place }
}

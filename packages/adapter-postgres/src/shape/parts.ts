/** The parts of commands without their values: bodies, conditions, queries, projections. */
import type { Act, Cell, Command, Projection, Query, Reference, Resource } from "@pgcrest/core"
import type { Parting } from "./Parting.ts"
import { partPredicate } from "./PredicateShape.ts"
import type { ConditionShape, Given, HistoryShape, ListShape, ReferenceShape } from "./Shape.ts"

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
  parting: Parting,
  numberOf: (resource: Resource.Resource) => number
): ReadonlyArray<ReferenceShape> =>
  references.flatMap(({ column, target, see }) => {
    const given = values.find((one) => one.column === column)
    if (given === undefined) return []
    parting.say(` ${column.name}>${numberOf(target)} `)
    return [{ given, target, see: partPredicate(see, parting) }]
  })

/** `*` and no condition at all have texts of their own; tags are values. */
export const conditionOf = ({ match, noneMatch }: Command.Condition, parting: Parting): ConditionShape => ({
  match: sideOf(match, parting),
  noneMatch: sideOf(noneMatch, parting)
})

function sideOf(tags: Command.Condition["match"], parting: Parting): ConditionShape["match"] {
  parting.say(tags === null ? " -" : tags === "*" ? " *" : " tags")
  return tags === null || tags === "*" ? tags : parting.hold(tags)
}

/** A projection holds names of a resource alone, and its own key. */
export const selectionOf = (projection: Projection.Projection, parting: Parting): Projection.Projection => {
  parting.say(` ${projection.key}`)
  return projection
}

/** What a list asks for. */
export const listingOf = (
  { filter, order, page, projection, count }: Query.Query,
  parting: Parting
): Pick<ListShape, "filter" | "order" | "limit" | "offset" | "projection" | "count"> => {
  parting.say(count ? " counted " : " ")
  const found = partPredicate(filter, parting)
  for (const { column, direction, nulls } of order) parting.say(` ${column.name} ${direction} ${nulls}`)
  return {
    filter: found,
    order,
    projection: selectionOf(projection, parting),
    count,
    limit: parting.hold(page.limit),
    offset: parting.hold(page.offset)
  }
}

/** The act that a lock is for decides what its refusal says. */
export const actOf = ({ permit: { act } }: Command.Lock, parting: Parting): Act => {
  parting.say(` ${act}`)
  return act
}

/** What a history asks for. */
export const trailOf = (
  { select, page }: Command.History,
  parting: Parting
): Pick<HistoryShape, "select" | "limit" | "offset"> => {
  parting.say(` ${select === null ? "*" : select.join()}`)
  return { select, limit: parting.hold(page.limit), offset: parting.hold(page.offset) }
}

/** Generated values and bodies for the contract's resources. */
import { type Column, Command, type Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { kinds, texts } from "../declared/kinds.ts"

export type Made<A> = Arbitrary.Arbitrary<A>

/** Refers to a record of the sequence by its place among those that it names or makes. */
export interface Place {
  readonly place: number
}

/** From 0. */
export const below = (count: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: count - 1 })))

/** One of these; smaller cases come first, as shrinking goes that way. */
export const pick = <A>(items: ReadonlyArray<A>): Made<A> =>
  Arbitrary.filterMap(below(items.length), (at) => {
    const item = items[at]
    return item === undefined ? Result.fail(at) : Result.succeed(item)
  })
export const oneOf = <A>(...made: ReadonlyArray<Made<A>>): Made<A> =>
  Arbitrary.flatMap(pick(made), (one) => one)
/** Few, so that commands meet: two that the client names, then those that the server made. */
export const place: Made<Place> = Arbitrary.map(below(4), (place) => ({ place }))

// Only these fields are asked without regard to case, and they hold ASCII only: of other letters, which have a
// lower case depends on the database's collation (C knows none), and memory asks Unicode.
export const ascii = ["note", "body", "shelf", "entry"]
const plainText = pick(["", "a", "A", "b_B", "Z%"])
const anyText = oneOf(plainText, plainText, pick(texts), Arbitrary.schema(Schema.String))
const few = Arbitrary.map(below(4), (one) => one - 1)

/** JSON as a client would send it for this field; null where it may be, and seldom where it may not. */
export const jsonOf = ({ name, type, plays, references, unique, nullable }: Column): Made<unknown> => {
  const all = kinds.find((kind) => kind.field === (type.kind === "integer" ? "small" : name))?.json ?? texts
  const pool = oneOf(pick(all), pick(all.slice(0, 2)))
  const value: Made<unknown> =
    references !== null
      ? place
      : type.kind === "text"
        ? ascii.includes(name) || plays !== null || unique !== false
          ? plainText
          : anyText
        : type.kind === "integer"
          ? oneOf(few, few, pool)
          : pool
  return nullable ? oneOf(value, value, Arbitrary.Constant(null)) : value
}

// Titles keep no batch, so that no sequence has any of its own.
const fieldsOf = ({ columns }: Resource.Resource) =>
  [...columns.values()].filter(
    ({ plays, name, references }) => plays === null && name !== "batch" && references !== "titles"
  )

/**
 * Some fields of a body; `required` ones are always there. It refers to one record at most: which of several that are
 * missing is told is a store's own business, and in PostgreSQL one of the numbers that its constraints happen to have.
 */
export const bodyOf = (
  resource: Resource.Resource,
  required: boolean
): Made<Readonly<Record<string, unknown>>> => {
  const columns = fieldsOf(resource)
  // What can meet other records is asked for more often.
  const meeting = columns.filter(
    ({ name, references }) =>
      references !== null || resource.uniques.some(({ fields }) => fields.includes(name))
  )
  const one = Arbitrary.flatMap(pick([...columns, ...meeting, ...meeting]), (column) =>
    Arbitrary.map(jsonOf(column), (json) => [column.name, json] as const)
  )
  const must = required ? columns.filter(({ write }) => write?.create === "required") : []
  const all = Arbitrary.all(
    must.map((column) => Arbitrary.map(jsonOf(column), (json) => [column.name, json] as const))
  )
  return Arbitrary.map(Arbitrary.all([all, Arbitrary.array(one, { maxLength: 4 })]), ([first, more]) =>
    Object.fromEntries(referringOnce(columns, [...first, ...more]))
  )
}

/** The fields without references but for the first. */
function referringOnce<A>(columns: ReadonlyArray<Column>, fields: ReadonlyArray<readonly [string, A]>) {
  const referring = new Set(columns.flatMap(({ name, references }) => (references === null ? [] : [name])))
  const first = fields.find(([name]) => referring.has(name))
  return fields.filter(([name]) => name === first?.[0] || !referring.has(name))
}

/** A body with all fields that meet no other record, so that there is something to compute of several. */
export const wholeBodyOf = (resource: Resource.Resource): Made<Readonly<Record<string, unknown>>> => {
  const columns = fieldsOf(resource).filter(
    ({ name, references }) =>
      references === null && !resource.uniques.some(({ fields }) => fields.includes(name))
  )
  const all = columns.map((column) => Arbitrary.map(jsonOf(column), (json) => [column.name, json] as const))
  return Arbitrary.map(Arbitrary.all(all), (fields) => Object.fromEntries(fields))
}

export const condition: Made<Command.Condition> = pick<Command.Condition>([
  ...Array.from({ length: 9 }, () => Command.unconditional),
  { match: ["1"], noneMatch: null, unmodifiedSince: null },
  { match: ["2", "3"], noneMatch: null, unmodifiedSince: null },
  { match: "*", noneMatch: null, unmodifiedSince: null },
  { match: null, noneMatch: "*", unmodifiedSince: null },
  { match: null, noneMatch: ["1"], unmodifiedSince: null },
  // In the midst of the sequences, and before all of them.
  { match: null, noneMatch: null, unmodifiedSince: "2025-11-25T08:00:00.5Z" },
  { match: null, noneMatch: null, unmodifiedSince: "1970-01-01T00:00:00Z" }
])

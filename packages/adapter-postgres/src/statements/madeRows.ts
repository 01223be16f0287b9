/** The records that rows of a write of many make: judged, inserted, and counted where somebody else could know their uids. */
import { type Column, type Resource } from "@pgcrest/core"
import type { CreateManyShape, Given, RowsShape, UpsertShape } from "../shape/Shape.ts"
import { of } from "../sql/columns.ts"
import { uidOf } from "../sql/key.ts"
import { carriedColumns, writtenTag } from "../sql/rowTag.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { destination } from "../sql/source.ts"
import { sameKey } from "./filtered.ts"
import { insertion, type Insertion } from "./insertion.ts"
import { andAll } from "./lockedMany.ts"
import { after, bornVersion, countsItself, type Form, notBefore } from "./numbering.ts"
import { besideLives, lives } from "./numberingMany.ts"

type RowWriteShape = CreateManyShape | UpsertShape

/** How the records of rows get their numbers, and how they are told from each other. */
export interface Making {
  readonly shape: RowWriteShape
  readonly form: Form
  /** Whether the rows name their uids, so that one may have been deleted before. */
  readonly isNamed: boolean
  /** Whether each row's version is asked of life or trail. */
  readonly isNumbered: boolean
  /** Whether the database makes the uids, so that rows are told from each other by the turn in which it made them. */
  readonly isTurned: boolean
  readonly version: Sql
  readonly at: Sql
  readonly insert: Insertion
}

/** Where the database makes uids, nobody can know one before it is made. */
export const making = (shape: RowWriteShape, form: Form): Making => {
  const { resource, rows } = shape
  const isNamed = namesUids(shape)
  const isNumbered = isNamed || (form === "careful" && resource.key.by !== "database")
  const [version, at] = isNumbered
    ? [raw(`given."version?"`), raw(`given."at?"`)]
    : [after([]), notBefore([])]
  return {
    shape,
    form,
    isNamed,
    isNumbered,
    isTurned: resource.key.by === "database",
    version,
    at,
    insert: insertionOf(shape, rows.values, version, at)
  }
}

function insertionOf(
  { resource }: RowWriteShape,
  values: ReadonlyArray<Given>,
  version: Sql,
  instant: Sql
): Insertion {
  return insertion({ resource, values }, { version, instant }, (column) => of("given", column))
}

function namesUids(shape: RowWriteShape): boolean {
  const { key } = shape.resource
  const columns = (shape._tag === "Upsert" ? shape.on : shape.ignore) ?? []
  switch (key.by) {
    case "fields":
    case "client":
      return true
    case "server":
      return columns.some((column) => key.columns.includes(column))
    case "database":
      return false
  }
}

/** The rows that are to make a record, as the part `absent?`, with all that is known of that before. */
export const absentRows = (
  { shape: { resource, rows }, form, isNumbered, isTurned }: Making,
  { from, verdict, order }: { readonly from: Sql; readonly verdict: Sql; readonly order: Sql }
): Sql => {
  const numbers = sql`,
    ${after([raw("known.version")])} as "version?", ${notBefore([raw("known.at")])} as "at?"`
  const turn = sql`,
    row_number() over (${raw(rows.groups === null ? "" : `partition by given."group?" `)}order by ${order}) as "turn?"`
  return sql`"absent?" as materialized (
  select given.*${isNumbered ? numbers : raw("")}${isTurned ? turn : raw("")},
    ${verdict} as "verdict?"
  from ${from}${isNumbered ? knownOf(resource, form) : raw("")}
)`
}

/** What life or the trail knows of the uids of the rows, which it was asked for. */
function knownOf(resource: Resource.Resource, form: Form): Sql {
  const uid = uidOf(resource, "given")
  return form === "careful"
    ? sql`\n  full join "past?" as known on known.uid = ${uid}`
    : sql`\n  left join audit.life as known on known.resource = ${literal(resource.name)} and known.uid = ${uid}`
}

/** The new rows, as the part `made?`: of each group those columns that its rows name. */
export const madeRecords = (
  { shape, version, at, insert, isTurned }: Making,
  { leave, order }: { readonly leave: ReadonlyArray<Sql>; readonly order: Sql }
): ReadonlyArray<Sql> => {
  const { resource, rows } = shape
  const { groups } = rows
  if (groups === null && !isTurned) return [inserted(resource, raw(`"made?"`), insert, leave, order)]
  const kinds =
    groups === null
      ? [{ insert, conditions: leave }]
      : groups.named.map((named, at_) => ({
          insert: insertionOf(shape, valuesOf(rows, named), version, at),
          conditions: [...leave, sql`given."group?" = ${raw(String(at_))}`]
        }))
  const parts = kinds.map((kind, number) =>
    inserted(resource, raw(`"made ${number}?"`), kind.insert, kind.conditions, order)
  )
  const all = kinds.map(
    (_, number) =>
      sql`select made.*, ${raw(String(number))} as "group?", row_number() over () as "turn?"\n  from ${raw(`"made ${number}?"`)} as made`
  )
  return [...parts, sql`"made?" as (\n  ${join(all, "\n  union all\n  ")}\n)`]
}

function inserted(
  resource: Resource.Resource,
  part: Sql,
  { names, values }: Insertion,
  leave: ReadonlyArray<Sql>,
  order: Sql
): Sql {
  return sql`${part} as (
  insert into ${destination(resource)}${names}
  select ${values}
  from "absent?" as given
  where true${andAll(leave)}
  order by ${order}
  returning record.*${writtenTag(resource)}
)`
}

/** What a group's rows leave out gets the database's own default. */
function valuesOf({ values, groups }: RowsShape, named: ReadonlySet<Column>): ReadonlyArray<Given> {
  const apart = new Set(groups?.named.flatMap((columns) => [...columns]))
  return values.map((given) =>
    apart.has(given.column) ? { ...given, named: named.has(given.column) } : given
  )
}

/** Whether life counts these, as the part `born?`. */
const isCounted = ({ shape: { resource }, isNamed }: Making): boolean => isNamed || !countsItself(resource)

/** Life counts what is made under a uid that anybody may name, and where rows do not count themselves. */
export const bornRecords = (make: Making, leave: ReadonlyArray<Sql>): Sql | null => {
  if (!isCounted(make)) return null
  const { resource } = make.shape
  return lives("born", resource, {
    uid: uidOf(resource, "made"),
    version: make.version,
    at: make.at,
    from: make.isNumbered
      ? sql`${grantedRows(leave)}\n  full join "made?" as made on ${sameRow(make)}`
      : raw(`"made?" as made`)
  })
}

/** The new rows with what their changes will say: nulls where a trigger kept one back, a null version where it was guessed wrong. */
export const writtenByMaking = (make: Making, leave: ReadonlyArray<Sql>): Sql => {
  const { resource } = make.shape
  const [version, beside] = isCounted(make)
    ? [
        bornVersion(resource, make.form, make.version, uidOf(resource, "made")),
        besideLives("born", uidOf(resource, "made"))
      ]
    : [make.version, raw("")]
  return sql`select ${carriedColumns(resource, "made")},
    'create' as "operation?", ${version} as "version?", ${make.at} as "at?", given."place?"
  from ${grantedRows(leave)}
  full join "made?" as made on ${sameRow(make)}${beside}`
}

/** The rows that make a record, where nothing forbids it. */
function grantedRows(leave: ReadonlyArray<Sql>): Sql {
  return sql`(select * from "absent?" as given where true${andAll(leave)}) as given`
}

/** Whether the row `made` is of the row `given`: by its uid, or by the turn in which the database made it. */
function sameRow({ shape: { resource, rows }, isTurned }: Making): Sql {
  if (!isTurned) return sameKey(resource, "made", "given")
  return raw(
    `made."turn?" = given."turn?"${rows.groups === null ? "" : ` and made."group?" = given."group?"`}`
  )
}

/** The records that a write of many is of: locked in the order of their keys, so that two such writes cannot wait for each other. */
import type { Column, Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { keyColumns, uidOf } from "../sql/key.ts"
import { lockedTag } from "../sql/rowTag.ts"
import { literal, raw, join, type Sql, sql } from "../sql/Sql.ts"
import { knownColumn } from "./adoption.ts"
import type { Form } from "./numbering.ts"
import { besideLives } from "./numberingMany.ts"
import type { Verdict } from "./verdict.ts"

interface Locks {
  readonly strength: "no key update" | "update"
  /** Of records as `record`. */
  readonly from: Sql
  /** Null for all of them. */
  readonly where: Sql | null
  /** How many at most, behind a `limit`; null for all. */
  readonly limit: Sql | null
  /** Further columns, each behind a comma. */
  readonly more: Sql
  readonly verdict: Sql
}

/** Each with its verdict, which is given again, and the condition asked, on the row as it is where the lock had to wait. */
export const lockedRecords = (
  resource: Resource.Resource,
  form: Form,
  { strength, from, where, limit, more, verdict }: Locks
): Sql => sql`"locked?" as materialized (
  select record.*${lockedTag(resource)}${more}${knownOf(resource, form)}, ${verdict} as "verdict?"
  from ${from}${where === null ? raw("") : sql`\n  where ${where}`}
  order by ${keyColumns(resource, "record")}${limit === null ? raw("") : sql`\n  limit ${limit}`}
  for ${raw(strength)} of record
)`

/** The immutable fields that would change, as a further column. */
export const immutableColumn = (immutable: Sql | null): Sql =>
  immutable === null ? raw("") : sql`, ${immutable} as "immutable?"`

/** That no record was refused, by any other verdict than these. */
export const noneRefused = (part: "locked" | "absent", granted: ReadonlyArray<Verdict>): Sql =>
  sql`not exists (select from ${raw(`"${part}?"`)} as refused where refused."verdict?" not in (${join(
    granted.map(literal),
    ", "
  )}))`

/** These conditions behind others; nothing for none. */
export const andAll = (conditions: ReadonlyArray<Sql>): Sql =>
  sql`${join(
    conditions.map((condition) => sql`\n    and ${condition}`),
    ""
  )}`

/** The locked records that are to be written, as `locked`, where nothing forbids it. */
export const grantedRecords = (verdict: "update" | "delete", leave: Sql): Sql =>
  sql`(
    select * from "locked?" as locked
    where locked."verdict?" = ${literal(verdict)}${leave}
  ) as locked`

/** The uid of each of them, for the trail to be asked for. */
export const grantedUids = (resource: Resource.Resource, granted: Sql): Sql =>
  sql`select ${uidOf(resource, "locked")} from ${granted}`

/** The keys of locked records and what life counted of them, as `life`: beside the record `record` where its `key?` is that one's. */
export const countedRecords = (resource: Resource.Resource, key: Column): Sql =>
  // What is behind a limit stays as it is joined.
  sql`(
    select ${of("locked", key)} as "key?", life.version, life.at
    from "locked?" as locked${besideLives("life", uidOf(resource, "locked"))}
    offset 0
  ) as life`

function knownOf(resource: Resource.Resource, form: Form): Sql {
  const isEarlier = sql`earlier.resource = ${literal(resource.name)} and earlier.uid = ${uidOf(resource, "record")}`
  return knownColumn(resource, form, isEarlier)
}

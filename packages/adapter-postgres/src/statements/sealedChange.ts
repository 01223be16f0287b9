/** A change some of whose content is sealed: kept apart, behind a salted commitment, so that it can be erased. */
import { contentFormat, type Resource, sealedBlock } from "@pgcrest/core"
import { raw, type Sql, sql } from "../sql/Sql.ts"

export const isSealing = ({ columns }: Resource.Resource): boolean =>
  [...columns.values()].some(({ recorded }) => recorded === "sealed")

/** What is inserted, the resource, uid and version of each change among it. */
export interface Sealing {
  readonly columns: Sql
  readonly cells: Sql
  /** The sealed content; null where there is none. */
  readonly sealed: Sql
  /** The rows of which the cells are told, and all that stands behind them. */
  readonly from: Sql
}

/** The insert of such changes. */
export const sealedChange = ({
  cells,
  columns,
  from,
  sealed
}: Sealing): Sql => sql`insert into audit.change (${columns}, sealed, salt, sealed_hash)
  select told.*, case when told.sealed is not null then sha256(told.salt || convert_to(opened.text || ${blanks}, 'UTF8')) end
  from (
    select change.*, case when change.sealed is not null then ${salt} end as salt
    from (
      select ${cells}, ${sealed}
      from ${from}
    ) as change (${columns}, sealed)
  ) as told
  cross join lateral (select ${sealedText} as text) as opened`

/** Volatile: each row of a query has its own. */
const salt = raw("uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())")

/** What core's `sealedText` says, and the blanks behind it. */
const sealedText = raw(
  `jsonb_build_array(${contentFormat}, told.resource, told.uid, told.version, told.sealed)::text`
)
const blanks = raw(
  `repeat(' ', (${sealedBlock} - octet_length(opened.text) % ${sealedBlock}) % ${sealedBlock})`
)

/** A change some of whose content is sealed: kept apart, behind a salted commitment, so that it can be erased. */
import { contentFormat, type Resource, sealedBlock } from "@pgcrest/core"
import { contentSql } from "../sql/changeContent.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"

/** Whose content is sealed. */
interface Sealing {
  readonly resource: Resource.Resource
  /** The row that the change keeps. */
  readonly written: string
  readonly from: Sql
}

/** The insert of a change whose `columns` get what `change` selects, and its seal behind them. */
export const sealedChange = (
  columns: Sql,
  change: Sql,
  { resource, written, from }: Sealing
): Sql => sql`insert into audit.change (${columns}, sealed, salt, sealed_hash)
  select told.*, sha256(told.salt || convert_to(opened.text || ${blanks}, 'UTF8'))
  from (
    select ${change}, ${contentSql(resource, written, "sealed")},
      ${salt}
    from ${from}
  ) as told (${columns}, sealed, salt)
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

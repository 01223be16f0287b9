/** The SQL that stores many rows of one table and one change for each version they have had. */
import { type Seed } from "./rows.ts"

/** A table of the library, with what its statement must know. */
interface Table {
  readonly name: keyof Seed
  /** Columns and types as `jsonb_to_recordset` wants them, without the audit columns. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns beside the audit ones that hold an instant: a change stores instants in UTC, whatever the session says. */
  readonly instants: ReadonlyArray<string>
  /** What the first version had in place of the columns that the second one set. */
  readonly atFirst: Readonly<Record<string, null>>
}

/** The tables, referenced ones first. */
export const tables: ReadonlyArray<Table> = [
  {
    name: "authors",
    columns: { name: "text", born: "date", died: "date", country: "text", biography: "text" },
    instants: [],
    atFirst: {}
  },
  {
    name: "books",
    columns: {
      title: "text",
      isbn: "text",
      author_uid: "uuid",
      published: "integer",
      pages: "integer",
      price: "numeric(10,2)",
      language: "text",
      genres: "text[]",
      details: "jsonb",
      copies: "integer",
      copies_available: "integer"
    },
    instants: [],
    atFirst: {}
  },
  {
    name: "members",
    columns: { name: "text", email: "text", joined: "date", status: "text", notes: "text" },
    instants: [],
    atFirst: {}
  },
  {
    name: "loans",
    columns: {
      book_uid: "uuid",
      member_uid: "uuid",
      due: "date",
      returned_at: "timestamptz",
      renewals: "integer"
    },
    instants: ["returned_at"],
    atFirst: { returned_at: null }
  }
]

const auditColumns = {
  uid: "uuid",
  version: "bigint",
  created_at: "timestamptz",
  last_updated_at: "timestamptz",
  creator_uid: "text",
  last_updater_uid: "text"
}

/**
 * One statement for any number of rows (`$1`, a JSON array): a row each, a `create` change each, and an `update`
 * change for those that are at version 2.
 */
export const insertStatement = ({ name, columns, instants, atFirst }: Table): string => {
  const all = Object.entries({ ...auditColumns, ...columns })
  const names = all.map(([column]) => column).join(", ")
  const times = ["created_at", "last_updated_at", ...instants]
    .map((it) => `'${it}', ${instantOf(it)}`)
    .join(", ")
  return `with stored as (
  insert into library.${name} (${names}) select ${names}
  from jsonb_to_recordset($1::jsonb) as given(${all.map(([column, type]) => `${column} ${type}`).join(", ")})
  returning *
), content as (
  select it.*, to_jsonb(it) || jsonb_build_object(${times}) as after from stored it
)
insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
select '${name}', uid::text, 1, 'create', created_at, creator_uid, 'seed',
  after || jsonb_build_object('version', 1, 'last_updated_at', ${instantOf("created_at")}, 'last_updater_uid', creator_uid)
    || '${JSON.stringify(atFirst)}'::jsonb
from content
union all
select '${name}', uid::text, 2, 'update', last_updated_at, last_updater_uid, 'seed', after
from content where version = 2`
}

const instantOf = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

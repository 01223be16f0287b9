/** The hand-written SQL. With a history each write is the same write, and a second part that inserts its change. */

/** Whether writes leave a change: all in which the two yardsticks differ. */
export interface Yardstick {
  readonly history: boolean
}

const audit = "version, created_at, last_updated_at, creator_uid, last_updater_uid"
export const bookColumns = `uid, title, isbn, author_uid, published_on, pages, price, in_print, blurb, ${audit}`
export const shelfColumns = `uid, label, room, capacity, holds, is_full, ${audit}`
export const reviewColumns = `uid, book_uid, stars, reader, body, ${audit}`
export const noteColumns = "uid, title, body, isbn, page, written_on, pinned"

const instant = (column: string) =>
  `rtrim(rtrim(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`

// What the change keeps is told as the API tells it.
const content = (columns: string) =>
  `jsonb_build_object(${columns
    .split(", ")
    .map((column) => `'${column}', ${column.endsWith("_at") ? instant(column) : column}`)
    .join(", ")})`

const changed = "insert into bench.change (resource, uid, version, op, at, actor, request_id, after)"

interface Write {
  readonly table: "books" | "shelves"
  readonly columns: string
  readonly operation: "create" | "update"
  /** Up to `returning`. */
  readonly text: string
  /** Which parameter the request id is. */
  readonly requestId: number
}

/** A write of a record that counts its versions itself. */
export const recorded = ({ history }: Yardstick, write: Write): string =>
  history
    ? `with written as (${write.text} returning *),
logged as (${changed} select '${write.table}', uid::text, version, '${write.operation}', last_updated_at, last_updater_uid, $${write.requestId}, ${content(write.columns)} from written)
select ${write.columns} from written`
    : `${write.text} returning ${write.columns}`

/** A book's delete: $1 is its uid; with a history $2 the instant, $3 the actor, $4 the request id. */
export const deletion = ({ history }: Yardstick): string =>
  history
    ? `with gone as (delete from bench.books where uid = $1 returning uid, version, last_updated_at)
${changed} select 'books', uid::text, version + 1, 'delete', greatest($2, last_updated_at), $3, $4, null from gone`
    : "delete from bench.books where uid = $1"

/** A write of a note, whose versions only the changes count; with a history `next` is the instant's parameter, then actor and request id. */
export const recordedNote = (
  { history }: Yardstick,
  operation: "create" | "update",
  text: string,
  next: number
): string =>
  history
    ? `with written as (${text} returning *),
logged as (${changed} select 'notes', uid::text, (select coalesce(max(version), 0) + 1 from bench.change where resource = 'notes' and uid = written.uid::text), '${operation}', $${next}::timestamptz, $${next + 1}, $${next + 2}, ${content(noteColumns)} from written)
select ${noteColumns} from written`
    : `${text} returning ${noteColumns}`

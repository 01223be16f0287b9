// @effect-diagnostics asyncFunction:off globalDate:off
/** POST, PATCH and DELETE of books. */
import { type Answer, gone, json, notFound, problem } from "./answers.ts"
import type { Asked } from "./Asked.ts"
import { bookChecks, isUuid, type Values } from "./bodies.ts"
import type { Database } from "./database.ts"
import { assigned, kept } from "./kept.ts"
import { bookColumns, deletion, recorded, type Yardstick } from "./statements.ts"
import { uuidV7 } from "./uuidV7.ts"

/** Where one statement is sent: also a transaction's client. */
type Sends = Pick<Database, "client"> | Pick<Awaited<ReturnType<Database["lend"]>>, "client">

const fields = Object.keys(bookChecks)
const unstored = { "cache-control": "no-store" }

/** The writes of one yardstick. */
export const bookWrites = (yardstick: Yardstick) => {
  // The request id is the change's alone.
  const after = ({ requestId }: Asked) => (yardstick.history ? [requestId] : [])
  const creation = recorded(yardstick, {
    table: "books",
    columns: bookColumns,
    operation: "create",
    text: `insert into bench.books (${bookColumns}) values ($1, $4, $5, $6, $7, $8, $9, $10, $11, 1, $2, $2, $3, $3)`,
    requestId: 4 + fields.length
  })
  const creations = recorded(yardstick, {
    table: "books",
    columns: bookColumns,
    operation: "create",
    text: `insert into bench.books (${bookColumns}) select row.*, 1, $2, $2, $3, $3
  from unnest($1::uuid[], $4::text[], $5::text[], $6::uuid[], $7::date[], $8::integer[], $9::numeric[], $10::boolean[], $11::text[]) as row`,
    requestId: 4 + fields.length
  })
  const removal = deletion(yardstick)
  const textFor = kept("update_book", (names) => update(yardstick, names))

  const create = async ({ client }: Sends, asked: Asked, values: Values): Promise<Answer> => {
    const own = [uuidV7(), new Date().toISOString(), asked.subject]
    const parameters = [...own, ...fields.map((field) => values[field]), ...after(asked)]
    const { rows } = await client.query({ name: "create_book", text: creation, values: parameters })
    const [row] = rows
    const location = `/books/${row.uid}`
    return json(201, row, {
      ...unstored,
      location,
      "content-location": location,
      etag: `"${row.version}"`
    })
  }

  const createMany = async (
    { client }: Database,
    asked: Asked,
    rows: ReadonlyArray<Values>
  ): Promise<Answer> => {
    const own = [rows.map(() => uuidV7()), new Date().toISOString(), asked.subject]
    const columns = fields.map((field) => rows.map((row) => row[field]))
    const values = [...own, ...columns, ...after(asked)]
    const made = await client.query({ name: "create_books", text: creations, values })
    return json(201, made.rows, unstored)
  }

  const patch = async ({ client }: Database, asked: Asked, uid: string, values: Values): Promise<Answer> => {
    if (!isUuid(uid)) return notFound()
    const { ifMatch } = asked
    const version = ifMatch === undefined || ifMatch === "*" ? null : ifMatch.replaceAll('"', "")
    const parameters = [uid, version, new Date().toISOString(), asked.subject, ...Object.values(values)]
    const { rows } = await client.query({
      ...textFor(Object.keys(values)),
      values: [...parameters, ...after(asked)]
    })
    const [row] = rows
    if (row !== undefined) return json(200, row, { ...unstored, etag: `"${row.version}"` })
    const there = await client.query("select from bench.books where uid = $1", [uid])
    return there.rows.length === 0 ? notFound() : problem(412, "version-mismatch")
  }

  const remove = async ({ client }: Database, asked: Asked, uid: string): Promise<Answer> => {
    if (!isUuid(uid)) return notFound()
    const told = yardstick.history ? [new Date().toISOString(), asked.subject, asked.requestId] : []
    const { rowCount } = await client.query({ name: "delete_book", text: removal, values: [uid, ...told] })
    return rowCount === 0 ? notFound() : gone
  }

  return { create, createMany, patch, remove }
}

function update(yardstick: Yardstick, names: ReadonlyArray<string>): string {
  return recorded(yardstick, {
    table: "books",
    columns: bookColumns,
    operation: "update",
    text: `update bench.books as book set ${assigned(names, 5)}, version = book.version + 1, last_updated_at = greatest($3::timestamptz, book.last_updated_at), last_updater_uid = $4
  where book.uid = $1 and ($2::bigint is null or book.version = $2)`,
    requestId: 5 + names.length
  })
}

// @effect-diagnostics asyncFunction:off
/** Books and their changes by SQL: each book was written three times, by turns, so that its changes lie far apart. */
import type { Client } from "pg"

/** Books of each author. */
export const booksOfEach = 25
const changesOfEach = 3
const rowsPerStatement = 500_000

const uid = (n: string) => `('019b0000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const image = JSON.stringify({
  title: "The book that stands for all others of its kind",
  isbn: "9780000000000",
  author_uid: "019b0000-0000-7000-8000-000000000000",
  published: 1984,
  pages: 300,
  price: 12.5,
  language: "en",
  genres: ["novel"],
  details: null,
  copies: 3,
  copies_available: 3
})

const authors = (from: number, to: number) => `
  insert into library.authors (uid, version, created_at, last_updated_at, name, country)
    select ${uid("n")}, 1, '2026-01-01Z', '2026-01-01Z', 'Author ' || n, 'Italy' from generate_series(${from}, ${to - 1}) n`

// The books of an author lie far apart too.
const books = (count: number) => (from: number, to: number) =>
  `
  insert into library.books (uid, version, created_at, last_updated_at, creator_uid, last_updater_uid, title, isbn, author_uid, published, pages, price,
      language, genres, copies, copies_available)
    select ${uid("n")}, ${changesOfEach}, '2026-01-01Z', '2026-01-03Z', 'librarian-ines', 'librarian-ines', 'Book ' || n || ' of many in this library',
      (9780000000000 + n)::text, ${uid(`n % ${count / booksOfEach}`)}, 1900 + n % 100, 100 + n % 400, 12.5, 'en', '{novel}', 3, 3
    from generate_series(${from}, ${to - 1}) n`

const changes = (version: number) => (from: number, to: number) =>
  `
  insert into audit.change (resource, uid, version, op, at, actor, request_id, after)
    select 'books', (${uid("n")})::text, ${version}, '${version === 1 ? "create" : "update"}', '2026-01-0${version}Z', 'librarian-ines', 'request-' || n, '${image}'
    from generate_series(${from}, ${to - 1}) n`

/** So many books with three changes each, in tables as good as new. */
export const fill = async (client: Client, count: number): Promise<void> => {
  // What is made here refers to what is there, and indexes are made faster of all rows at once.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '1GB'")
  const indexes = await plainIndexes(client)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await inSteps(client, count / booksOfEach, authors)
  await inSteps(client, count, books(count))
  for (let version = 1; version <= changesOfEach; version++) await inSteps(client, count, changes(version))
  for (const { definition } of indexes) await client.query(definition)
  await client.query("vacuum (freeze, analyze) library.authors, library.books, audit.change")
  await client.query("checkpoint")
}

async function inSteps(
  client: Client,
  count: number,
  statement: (from: number, to: number) => string
): Promise<void> {
  for (let from = 0; from < count; from += rowsPerStatement)
    await client.query(statement(from, Math.min(from + rowsPerStatement, count)))
}

/** Those that no constraint needs. */
async function plainIndexes(client: Client) {
  const { rows } = await client.query<{ readonly name: string; readonly definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid in ('library.books'::regclass, 'audit.change_default'::regclass)
      and not c.relispartition and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`)
  return rows
}

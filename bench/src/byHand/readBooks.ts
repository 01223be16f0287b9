// @effect-diagnostics asyncFunction:off
/** GET of a book, and of the lists that this one API has. */
import { type Answer, json, notFound, problem, ready } from "./answers.ts"
import type { Asked } from "./Asked.ts"
import { isUuid } from "./bodies.ts"
import type { Database } from "./database.ts"
import { bookColumns, reviewColumns } from "./statements.ts"

const cached = { "cache-control": "private, no-cache" }

/** One book. */
export const getBook = async ({ client }: Database, uid: string): Promise<Answer> => {
  if (!isUuid(uid)) return notFound()
  const { rows } = await client.query({
    name: "get_book",
    text: `select ${bookColumns} from bench.books where uid = $1`,
    values: [uid]
  })
  const [row] = rows
  return row === undefined ? notFound() : json(200, row, { ...cached, etag: `"${row.version}"` })
}

/** A page of books: of an author, below a price, in order of uid or price. */
export const listBooks = async (database: Database, { query }: Asked): Promise<Answer> => {
  if (query["select"] !== undefined) return withReviews(database, query)
  if (query["cursor"] !== undefined) return behind(database, query)
  const { client } = database
  const { author_uid, price, limit = "100", offset = "0", order = "uid", ...others } = query
  const author = author_uid === undefined ? null : operand(author_uid, "eq.")
  const below = price === undefined ? null : operand(price, "lt.")
  const column = orders.get(order)
  const known = Object.keys(others).length === 0 && column !== undefined
  const valid = (author === null || isUuid(author)) && (below === null || /^\d{1,8}(?:\.\d+)?$/u.test(below))
  if (!known || !valid || !/^\d{1,15}$/u.test(limit) || !/^\d{1,15}$/u.test(offset) || Number(limit) > 1000)
    return problem(400, "query-invalid")
  const filters = [author, below].filter((value) => value !== null)
  const { name, text } = statementFor(author !== null, below !== null, column)
  const { rows } = await client.query({ name, text, values: [limit, offset, ...filters] })
  const last = Number(offset) + rows.length - 1
  const total = rows.length < Number(limit) ? last + 1 : "*"
  return json(200, rows, { ...cached, "content-range": `items ${offset}-${last}/${total}` })
}

const orders: ReadonlyMap<string, string> = new Map([
  ["uid", "uid"],
  ["price.desc", "price desc, uid"]
])

function operand(text: string, operator: string): string {
  return text.startsWith(operator) ? text.slice(operator.length) : ""
}

interface Named {
  readonly name: string
  readonly text: string
}

const statements = new Map<string, Named>()

function statementFor(author: boolean, below: boolean, order: string): Named {
  const name = `list_books_${author}_${below}_${order}`
  const known = statements.get(name)
  if (known !== undefined) return known
  const filters = [author ? "author_uid = " : null, below ? "price < " : null].filter((test) => test !== null)
  const where = filters.map((test, at) => `${test}$${at + 3}`).join(" and ")
  const made = {
    name,
    text: `select ${bookColumns} from bench.books${where === "" ? "" : ` where ${where}`} order by ${order} limit $1 offset $2`
  }
  statements.set(name, made)
  return made
}

const numbered = /^\d{1,15}$/u

/** An author's books, each with its reviews: the whole answer is JSON of the database's making, which nobody parses. */
async function withReviews({ client }: Database, query: Asked["query"]): Promise<Answer> {
  const { author_uid = "", limit = "100", select, ...others } = query
  const author = operand(author_uid, "eq.")
  const known = Object.keys(others).length === 0 && select === "*,reviews(*)"
  if (!known || !isUuid(author) || !numbered.test(limit) || Number(limit) > 1000)
    return problem(400, "query-invalid")
  const { rows } = await client.query({ name: "books_reviews", text: nested, values: [author, limit] })
  const [{ body, count }] = rows
  const total = count < Number(limit) ? count : "*"
  return ready(body, { ...cached, "content-range": `items 0-${count - 1}/${total}` })
}

const nested = `select count(*)::integer as count, coalesce(json_agg(page), '[]')::text as body from (
  select ${bookColumns}, (
    select coalesce(json_agg(review order by uid), '[]') from (select ${reviewColumns} from bench.reviews where book_uid = book.uid) as review
  ) as reviews
  from bench.books as book where author_uid = $1 order by uid limit $2
) as page`

/** The page behind a book in the order of uids. */
async function behind({ client }: Database, query: Asked["query"]): Promise<Answer> {
  const { cursor, limit = "100", order = "uid", ...others } = query
  const known = Object.keys(others).length === 0 && order === "uid"
  if (!known || !isUuid(cursor) || !numbered.test(limit) || Number(limit) > 1000)
    return problem(400, "query-invalid")
  const { rows } = await client.query({
    name: "books_behind",
    text: `select ${bookColumns} from bench.books where uid > $1 order by uid limit $2`,
    values: [cursor, limit]
  })
  return json(200, rows, cached)
}

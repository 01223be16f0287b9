// @effect-diagnostics asyncFunction:off
/** GET of a book, and of the lists that this one API has. */
import { type Answer, json, notFound, problem } from "./answers.ts"
import type { Asked } from "./Asked.ts"
import { isUuid } from "./bodies.ts"
import type { Database } from "./database.ts"
import { bookColumns } from "./statements.ts"

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
export const listBooks = async ({ client }: Database, { query }: Asked): Promise<Answer> => {
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

// @effect-diagnostics asyncFunction:off
/** Who may do what in the library, as statuses: asked of every deployment that knows its callers in a way of its own. */
import { assert } from "vitest"

/** Who asks: two members, a librarian, a machine that imports books, one that may not, and nobody. */
export const people = ["ann", "bob", "ines", "importer", "other machine", "nobody"] as const
export type Person = (typeof people)[number]

/** What a deployment answers. */
export interface Told {
  readonly status: number
  /** Of a JSON object; empty without one. */
  readonly json: Readonly<Record<string, unknown>>
}

/** Asks a deployment as one of them. */
export type Ask = (as: Person, method: string, path: string, body?: object) => Promise<Told>

type Row = readonly [request: string, ...statuses: ReadonlyArray<number>]

/** A row for each request, a status for each person in their order. */
const rows: ReadonlyArray<Row> = [
  ["GET /books", 200, 200, 200, 200, 200, 200],
  ["POST /authors", 403, 403, 201, 403, 403, 401],
  ["POST /books", 403, 403, 201, 201, 403, 401],
  ["GET /loans/{ann's}", 200, 404, 200, 404, 404, 401],
  ["PATCH /loans/{ann's}", 200, 404, 200, 404, 404, 401],
  ["GET /loans/{ann's}/history", 200, 404, 200, 404, 404, 401],
  ["DELETE /loans/{ann's}", 403, 403, 204, 403, 403, 401]
]

/** The requests, for the names of tests. */
export const requests: ReadonlyArray<string> = rows.map(([request]) => request)

/** What there must be before: an author and a book of the librarian's, and ann's loan of it. */
export interface Library {
  readonly author: string
  readonly loan: string
}

/** Makes it; `n` tells one library from another in one database. */
export const makeLibrary = async (ask: Ask, n: number): Promise<Library> => {
  const make = async (as: Person, resource: string, body: object): Promise<string> => {
    const { status, json } = await ask(as, "POST", `/${resource}`, body)
    assert.strictEqual(status, 201, JSON.stringify(json))
    return String(json["uid"])
  }
  const author = await make("ines", "authors", { name: "Jean Rhys" })
  const book_uid = await make("ines", "books", bookBy(author, n))
  const email = `ann${n}@example.org`
  const member_uid = await make("ann", "members", { name: "Ann", email, joined: "2026-01-02" })
  return { author, loan: await make("ann", "loans", { book_uid, member_uid, due: "2027-01-01" }) }
}

/** Asks one request as everybody, and compares. What it makes or removes is nobody else's concern: the librarian deletes last. */
export const check = async (ask: Ask, { author, loan }: Library, request: string): Promise<void> => {
  const [, ...statuses] = rows.find(([name]) => name === request) ?? [""]
  const [method = "", place = ""] = request.split(" ")
  const order = method === "DELETE" ? people.toSorted((one) => (one === "ines" ? 1 : -1)) : people
  const told = new Map<Person, number>()
  for (const person of order) {
    const body = bodyOf(request, author)
    const { status } = await ask(person, method, place.replace("{ann's}", loan), body)
    told.set(person, status)
  }
  assert.deepStrictEqual(
    Object.fromEntries(people.map((person) => [person, told.get(person)])),
    Object.fromEntries(people.map((person, at) => [person, statuses[at]]))
  )
}

let made = 9_100_000_000

const bodyOf = (request: string, author: string): object | undefined => {
  if (request === "POST /authors") return { name: "Ursula Vernon" }
  if (request === "POST /books") return bookBy(author, made++)
  return request.startsWith("PATCH") ? { returned_at: null } : undefined
}

const bookBy = (author_uid: string, n: number): object => ({
  title: "Quartet",
  isbn: `978${String(n).padStart(10, "0")}`,
  author_uid,
  copies: 3
})

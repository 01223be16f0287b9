/** The writes of a storm over the library: each kind that a client can send. */
import { integer, type Random } from "../../seed/random.ts"
import { type Call, uid } from "../wire/wire.ts"

/** A write that a client means to be done once. */
export interface Write {
  readonly name: string
  readonly call: Omit<Call, "as">
  /** How many changes it makes; at most so many where a filter says of which records. */
  readonly changes: number | { readonly most: number }
}

/** What clients know of by now: others may have deleted it since. */
export interface Known {
  readonly authors: Array<string>
  readonly books: Array<string>
  readonly loans: Array<string>
  readonly isbns: Array<string>
  readonly members: Array<string>
  /** Books that nobody deletes, with many copies. */
  readonly lent: Array<string>
}

type Make = (random: Random, known: Known, id: number) => Omit<Write, "name">

const jsonPatch = { "content-type": "application/json-patch+json" }
const representation = { prefer: "return=representation" }
const isbnOf = (id: number, at = 0) => `978${String(id * 10 + at).padStart(10, "0")}`
const anyOf = (random: Random, uids: ReadonlyArray<string>) =>
  uids[integer(random, Math.max(0, uids.length - 30), uids.length - 1)] ?? uid(1)
const someOf = (random: Random, uids: ReadonlyArray<string>) =>
  [...new Set([1, 2, 3].map(() => anyOf(random, uids)))].join(",")
const one = (method: string, path: string, body?: unknown, headers = {}): Omit<Write, "name"> => ({
  call: { method, path, body, headers },
  changes: 1
})
const many = (method: string, path: string, body?: unknown): Omit<Write, "name"> => ({
  call: { method, path, body, headers: representation },
  changes: { most: 3 }
})
const book = (id: number, author_uid: string, at = 0) => ({
  title: `Book ${id}.${at}`,
  isbn: isbnOf(id, at),
  author_uid,
  copies: 3
})

/** One statement or a transaction, of one record or of many, of one resource or of two. */
const kinds: Readonly<Record<string, Make>> = {
  create: (_, __, id) => one("POST", "/authors", { name: `Author ${id}` }),
  "create many": (_, __, id) => ({
    ...one(
      "POST",
      "/authors",
      [0, 1, 2, 3, 4].map((at) => ({ name: `Author ${id}.${at}` }))
    ),
    changes: 5
  }),
  "replace or create": (random, known, id) =>
    one("PUT", `/authors/${random() < 0.5 ? uid(id) : anyOf(random, known.authors)}`, { name: `Put ${id}` }),
  patch: (random, known, id) =>
    one("PATCH", `/authors/${anyOf(random, known.authors)}`, { country: `Land ${id}` }),
  "JSON Patch": (random, known, id) =>
    one(
      "PATCH",
      `/authors/${anyOf(random, known.authors)}`,
      [{ op: "replace", path: "/biography", value: `${id}` }],
      jsonPatch
    ),
  "patch many": (random, known, id) =>
    many("PATCH", `/authors?uid=in.(${someOf(random, known.authors)})`, { country: `Lands ${id}` }),
  delete: (random, known) => one("DELETE", `/authors/${anyOf(random, known.authors)}`),
  "delete many": (random, known) => many("DELETE", `/authors?uid=in.(${someOf(random, known.authors)})`),
  "create with a hook": (random, known, id) => one("POST", "/books", book(id, anyOf(random, known.authors))),
  "patch with a hook": (random, known, id) =>
    one("PATCH", `/books/${anyOf(random, known.books)}`, {
      title: `Book ${id}`,
      copies: integer(random, 3, 9)
    }),
  upsert: (random, known, id) => ({
    call: {
      method: "POST",
      path: "/books?on_conflict=isbn",
      body: [
        book(id, anyOf(random, known.authors)),
        { ...book(id, anyOf(random, known.authors), 1), isbn: anyOf(random, known.isbns) }
      ],
      headers: { prefer: "resolution=merge-duplicates" }
    },
    changes: 2
  }),
  borrow: (random, known) => ({
    ...one("POST", "/loans", {
      book_uid: anyOf(random, known.lent),
      member_uid: anyOf(random, known.members),
      due: "2027-01-01"
    }),
    changes: 2
  }),
  "give back": (random, known) => ({ ...one("DELETE", `/loans/${anyOf(random, known.loans)}`), changes: 2 }),
  batch: (random, known, id) => ({
    call: {
      method: "POST",
      path: "/batch",
      body: {
        requests: [
          { method: "POST", path: "/authors", body: { name: `Batch ${id}` } },
          { method: "POST", path: "/books", body: book(id, "$0.uid") },
          { method: "PATCH", path: "/authors/$0.uid", body: { country: `Batch ${id}` } },
          { method: "PATCH", path: `/books/${anyOf(random, known.lent)}`, body: { pages: id } }
        ]
      }
    },
    changes: 4
  })
}

const names = Object.keys(kinds)

/** The write of this number. */
export const anyWrite = (random: Random, known: Known, id: number): Write => {
  const name = names[integer(random, 0, names.length - 1)] ?? "create"
  const make = kinds[name] ?? kinds["create"]
  if (make === undefined) throw new Error(`There is no kind of write called ${name}.`)
  return { name, ...make(random, known, id) }
}

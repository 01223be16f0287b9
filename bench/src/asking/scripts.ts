/** The script of each case, and the records that it reads and writes. */
import { createHash } from "node:crypto"
import { type Case, type Operation, type SideName, sources } from "../Operation.ts"
import { template } from "./template.ts"
import { places, type Script } from "./Script.ts"

/** Records that a worker has for itself: the notes that it made, and its part of all others. */
export interface Own {
  readonly notes: Array<string>
  readonly part: 0 | 1
}

/** What a side is asked in a case; it writes to records of its own only, see `sql/rows.sql`. */
export const scriptOf = (side: SideName, { operation, source }: Case, { notes, part }: Own): Script => {
  const read = many((n) => `book ${n}`, 5000, 50_000)
  // Nobody else has these: an update that finds what it would write is none.
  const own = (of: string, group: number) => many((n) => `${side} ${of} ${n}`, 500, 500 * group)
  const rings = {
    get: { record: read },
    list20: {},
    list20filters: {},
    deep: {},
    list1000: {},
    create: { author: authors() },
    update: { record: own("book", 2 * part + sources.indexOf(source)) },
    deleteCreate: { record: own("book", 4 + part), author: authors() },
    unit: { record: own("shelf", part) },
    noteUpdate: { record: notes }
  } satisfies Record<Operation, Script["rings"]>
  return {
    templates: calls[operation].map((call) => template(source, call)),
    rings: rings[operation],
    renews: operation === "deleteCreate" ? "record" : null
  }
}

/** The note that each side makes of its own, as a record of such a table has a history only from its create on. */
export const note: Script = {
  templates: [template("rest", { method: "POST", path: "/notes", body: newNote() })],
  rings: {},
  renews: null
}

const calls: Readonly<Record<Operation, ReadonlyArray<Parameters<typeof template>[1]>>> = {
  get: [{ method: "GET", path: `/books/${places.record}` }],
  list20: [list({ author_uid: `eq.${authorOf(1)}`, limit: "20" })],
  list20filters: [
    list({ author_uid: `eq.${authorOf(3)}`, price: "lt.30", order: "price.desc", limit: "20" })
  ],
  deep: [list({ order: "uid", limit: "20", offset: "90000" })],
  list1000: [list({ author_uid: `eq.${authorOf(2)}`, limit: "1000" })],
  create: [{ method: "POST", path: "/books", body: newBook() }],
  update: [
    {
      method: "PATCH",
      path: `/books/${places.record}`,
      body: { title: `The book in its ${places.turn}th printing`, price: 12.75 }
    }
  ],
  deleteCreate: [
    { method: "DELETE", path: `/books/${places.record}` },
    { method: "POST", path: "/books", body: newBook() }
  ],
  unit: [
    {
      method: "PATCH",
      path: `/shelves/${places.record}`,
      body: { label: `The shelf after ${places.turn} books`, holds: 49 }
    }
  ],
  noteUpdate: [
    {
      method: "PATCH",
      path: `/notes/${places.record}`,
      body: { title: `Read for the ${places.turn}th time` }
    }
  ]
}

function list(query: Readonly<Record<string, string>>) {
  return { method: "GET", path: "/books", query }
}

function newBook() {
  return {
    title: `The ${places.turn}th new book`,
    isbn: "9780306406157",
    author_uid: places.author,
    published_on: "2024-05-06",
    pages: 321,
    price: 12.5,
    in_print: true,
    blurb:
      "A new book, which tells of a town by the sea, of those who left it, and of the one who came back to stay."
  }
}

function newNote() {
  return {
    title: "A changing note",
    body: "Read this page again: the one who came back is not who had left.",
    isbn: "9780306406157",
    page: 7,
    written_on: "2026-11-25",
    pinned: false
  }
}

function many(name: (n: number) => string, count: number, after = 0): Array<string> {
  return Array.from({ length: count }, (_, at) => uidOf(name(after + at + 1)))
}

// New books go to authors who have neither many nor those whose lists are read.
function authors() {
  return many((n) => `author ${n}`, 1000, 1000)
}

function authorOf(n: number): string {
  return uidOf(`author ${n}`)
}

/** As `md5(name)::uuid` in `sql/rows.sql`. */
function uidOf(name: string): string {
  return createHash("md5")
    .update(name)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-")
}

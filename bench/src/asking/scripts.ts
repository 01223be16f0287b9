/** The script of each case, and the records that it reads and writes. */
import { createHash } from "node:crypto"
import { type Case, type Operation, type SideName, sources } from "../Operation.ts"
import { newBook, newNote } from "./records.ts"
import { template } from "./template.ts"
import { places, type Script } from "./Script.ts"

/** Records that a worker has for itself: the notes that it made, and its part of all others. */
export interface Own {
  readonly notes: Array<string>
  /** Behind the 90,000th book in the order of uids, in the side's own words. */
  readonly cursor: string
  readonly part: 0 | 1
}

/** What a side is asked in a case; it writes to records of its own only, see `sql/rows.sql`. */
export const scriptOf = (
  side: SideName,
  { operation, source }: Case,
  { cursor, notes, part }: Own
): Script => {
  const read = many((n) => `book ${n}`, 5000, 50_000)
  // Nobody else has these: an update that finds what it would write is none.
  const own = (of: string, group: number) => many((n) => `${side} ${of} ${n}`, 500, 500 * group)
  const rings = {
    get: { record: read },
    list20: {},
    list20filters: {},
    deep: {},
    list1000: {},
    nested: {},
    page1: {},
    deepCursor: {},
    create: { author: authors() },
    update: { record: own("book", 2 * part + sources.indexOf(source)) },
    createKeyed: { author: authors() },
    updateKeyed: { record: own("book", 6 + part) },
    deleteCreate: { record: own("book", 4 + part), author: authors() },
    unit: { record: own("shelf", part) },
    noteUpdate: { record: notes },
    bulk1000: { author: authors() },
    batch10: { author: authors() }
  } satisfies Record<Operation, Script["rings"]>
  return {
    templates: calls[operation].map((call) =>
      template(source, call).replaceAll(cursorPlace, cursor).replaceAll(partPlace, String(part))
    ),
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

/** The page before the one that `deepCursor` asks for. */
export const pageBefore: Script = {
  templates: [template("rest", list({ order: "uid", limit: "20", offset: "89980" }))],
  rings: {},
  renews: null
}

// A worker counts its requests from 1.
const partPlace = "the-part-of-a-worker"
const key = `${partPlace}-${places.request}`
const cursorPlace = "the-place-of-a-cursor"

const calls: Readonly<Record<Operation, ReadonlyArray<Parameters<typeof template>[1]>>> = {
  get: [{ method: "GET", path: `/books/${places.record}` }],
  list20: [list({ author_uid: `eq.${authorOf(1)}`, limit: "20" })],
  list20filters: [
    list({ author_uid: `eq.${authorOf(3)}`, price: "lt.30", order: "price.desc", limit: "20" })
  ],
  deep: [list({ order: "uid", limit: "20", offset: "90000" })],
  list1000: [list({ author_uid: `eq.${authorOf(2)}`, limit: "1000" })],
  nested: [list({ author_uid: `eq.${authorOf(1)}`, select: "*,reviews(*)", limit: "20" })],
  page1: [list({ order: "uid", limit: "20" })],
  deepCursor: [list({ order: "uid", limit: "20", cursor: cursorPlace })],
  create: [{ method: "POST", path: "/books", body: newBook() }],
  update: [
    {
      method: "PATCH",
      path: `/books/${places.record}`,
      body: { title: `The book in its ${places.turn}th printing`, price: 12.75 }
    }
  ],
  // By hand nobody keeps a key: these are the same writes there.
  createKeyed: [{ method: "POST", path: "/books", body: newBook(), key }],
  updateKeyed: [
    {
      method: "PATCH",
      path: `/books/${places.record}`,
      body: { title: `The book in its ${places.turn}th printing`, price: 12.75 },
      key
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
  ],
  bulk1000: [{ method: "POST", path: "/books", body: Array.from({ length: 1000 }, (_, at) => newBook(at)) }],
  batch10: [
    {
      method: "POST",
      path: "/batch",
      body: {
        requests: Array.from({ length: 10 }, (_, at) => ({
          method: "POST",
          path: "/books",
          body: newBook(at)
        }))
      }
    }
  ]
}

function list(query: Readonly<Record<string, string>>) {
  return { method: "GET", path: "/books", query }
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

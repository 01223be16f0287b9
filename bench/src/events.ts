/** The events of each operation; the same objects go to both sides, in a ring. */
import { type EventV2, GatewayEvent } from "@pgcrest/dev"
import type { Operation } from "./Operation.ts"

export type Events = Readonly<Record<Operation, ReadonlyArray<EventV2>>>

/** Records to read and to change; each side changes records of its own. */
export interface Known {
  readonly books: ReadonlyArray<string>
  readonly authors: ReadonlyArray<string>
}

const librarian = { sub: "librarian-ines", groups: ["librarians"] }

const make = (method: string, path: string, body?: object): EventV2 =>
  GatewayEvent.make("http2", {
    method,
    path,
    as: librarian,
    headers: { accept: "application/json" },
    ...(body === undefined ? {} : { body })
  })

/** What a librarian sends. Odd turns write another biography than even ones, so that every update changes something. */
export const eventsFor = ({ authors, books }: Known): Events => ({
  get: books.map((uid) => make("GET", `/books/${uid}`)),
  list20: [0, 20, 40, 60, 80].map((offset) => make("GET", `/books?order=uid.asc&limit=20&offset=${offset}`)),
  list1000: [make("GET", "/loans?limit=1000")],
  create: [make("POST", "/authors", author)],
  update: ["first", "second"].flatMap((turn) =>
    authors.map((uid) =>
      make("PATCH", `/authors/${uid}`, { biography: `${biography} The ${turn} edition.`, country: "Italy" })
    )
  )
})

const biography = "Wrote every day before the town woke up, and read aloud to whoever came by in the evening."

/** A new author, as create sends it. */
export const author = {
  name: "Italia Rossi-Özdemir",
  born: "1923-10-15",
  died: "1985-09-19",
  country: "Italy",
  biography
}

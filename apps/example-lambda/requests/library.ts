/** A library of fixed content, and requests of it: so many different ones of each kind. */
import { type EventV2, GatewayEvent } from "@pgcrest/dev"

const records = 10_000
const written = 400

const uid = (n: number): string => `019b0000-0000-7000-8000-${String(n).padStart(12, "0")}`

/** The records as SQL: the first authors wrote all books, the others none, so that they can be deleted. */
export const content = `
  insert into library.authors (uid, version, created_at, last_updated_at, name, country, biography)
    select ('019b0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, '2026-01-01Z', '2026-01-01Z', 'Author ' || n, 'Italy', repeat('x', 100)
    from generate_series(0, ${records - 1}) n;
  insert into library.books (uid, version, created_at, last_updated_at, title, isbn, author_uid, language, genres, copies, copies_available)
    select ('019b0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, '2026-01-01Z', '2026-01-01Z', 'Book ' || n, (9780000000000 + n)::text,
      ('019b0000-0000-7000-8000-' || lpad((n % ${written})::text, 12, '0'))::uuid, 'en', '{novel}', 3, 3
    from generate_series(0, ${records - 1}) n;`

const ask = (method: string, path: string, body?: object): EventV2 =>
  GatewayEvent.make("http2", {
    method,
    path,
    as: { sub: "librarian-ines", groups: ["librarians"] },
    headers: { accept: "application/json" },
    ...(body === undefined ? {} : { body })
  })

/** The n-th request of each kind; none of them needs more than one statement. */
export const requests = {
  get: (n: number) => ask("GET", `/books/${uid(n % records)}`),
  list: (n: number) => ask("GET", `/books?author_uid=eq.${uid(n % written)}&order=uid.asc&limit=20`),
  create: (n: number) =>
    ask("POST", "/authors", { name: `New author ${n}`, born: "1923-10-15", country: "Italy" }),
  update: (n: number) =>
    ask("PATCH", `/authors/${uid(n % records)}`, {
      biography: `The edition of request ${n}.`,
      country: "Peru"
    }),
  delete: (n: number) => ask("DELETE", `/authors/${uid(records - 1 - n)}`)
} as const

export type Kind = keyof typeof requests

export const kinds: ReadonlyArray<Kind> = ["get", "list", "create", "update", "delete"]

/** So many requests of a kind, from the n-th on. */
export const several = (kind: Kind, from: number, count: number): ReadonlyArray<EventV2> =>
  Array.from({ length: count }, (_, at) => requests[kind](from + at))

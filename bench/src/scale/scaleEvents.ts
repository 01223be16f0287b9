/** Requests of a library of books. */
import { type EventV2, GatewayEvent } from "@pgcrest/dev"
import { booksOfEach } from "./fill.ts"

export const acts = ["get", "list", "create", "update", "history"] as const

export type Act = (typeof acts)[number]

const uid = (n: number): string => `019b0000-0000-7000-8000-${String(n).padStart(12, "0")}`

const make = (method: string, path: string, body?: object): EventV2 =>
  GatewayEvent.make("http2", {
    method,
    path,
    as: { sub: "librarian-ines", groups: ["librarians"] },
    ...(body === undefined ? {} : { body })
  })

/** Which of so many things a request is of. */
export type Draw = (of: number) => number

/** The n-th request of a library of so many books. */
export const scaleEvent = (act: Act, n: number, books: number, draw: Draw): EventV2 => {
  const book = `/books/${uid(draw(books))}`
  const author = uid(draw(books / booksOfEach))
  switch (act) {
    case "get":
      return make("GET", book)
    case "list":
      return make("GET", `/books?author_uid=eq.${author}&order=uid.asc&limit=20`)
    case "create":
      return make("POST", "/books", {
        title: `New book ${n}`,
        isbn: String(9790000000000 + n),
        author_uid: author
      })
    case "update":
      return make("PATCH", book, { pages: 1000 + n, price: n / 100 })
    case "history":
      return make("GET", `${book}/history`)
  }
}

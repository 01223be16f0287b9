/** The bodies of new records. */
import { places } from "./Script.ts"

/** A book of this turn; copies differ in their titles. */
export function newBook(copy = 0) {
  return {
    title: `The ${places.turn}th new book${copy === 0 ? "" : `, copy ${copy}`}`,
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

/** A note, always the same. */
export function newNote() {
  return {
    title: "A changing note",
    body: "Read this page again: the one who came back is not who had left.",
    isbn: "9780306406157",
    page: 7,
    written_on: "2026-11-25",
    pinned: false
  }
}

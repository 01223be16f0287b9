/** Authors and books as rows: the facts, catalogued in January 2024. */
import { type AuthorFact, authorFacts } from "./authors.ts"
import { bookFacts } from "./books.ts"
import { whileOpen } from "./calendar.ts"
import { created } from "./created.ts"
import { isbnOf } from "./isbn.ts"
import { integer, type Random } from "./random.ts"
import { type AuthorRow, type BookRow } from "./rows.ts"

/** One row per author, in the order of the facts. */
export const catalogueAuthors = (random: Random): ReadonlyArray<AuthorRow> => {
  const facts: ReadonlyArray<AuthorFact> = authorFacts
  return facts.map(([name, born, died, country, biography], index) => ({
    ...created(random, whileOpen(0, 5, (index + random()) / facts.length)),
    name,
    born,
    died,
    country,
    biography
  }))
}

/** One row per book, with all its copies on the shelf. */
export const catalogueBooks = (random: Random, authors: ReadonlyArray<AuthorRow>): ReadonlyArray<BookRow> => {
  const known = authors.flatMap((author) =>
    bookFacts.filter(([name]) => name === author.name).map((fact) => ({ fact, author_uid: author.uid }))
  )
  return known.map(
    ({ fact: [, title, published, language, pages, genres, details = null], author_uid }, index) => {
      const copies = copiesBought(random)
      return {
        ...created(random, whileOpen(6, 20, (index + random()) / known.length)),
        title,
        isbn: isbnOf(index + 1),
        author_uid,
        published,
        pages,
        price: random() < 0.08 ? null : (integer(random, 595, 3_995) / 100).toFixed(2),
        language,
        genres,
        details,
        copies,
        copies_available: copies
      }
    }
  )
}

/** Most books have one to three copies, a few have up to eight, and one in fifty has none. */
const copiesBought = (random: Random): number => (random() < 0.02 ? 0 : 1 + Math.floor(8 * random() ** 2.5))

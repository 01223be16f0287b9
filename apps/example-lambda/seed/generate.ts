/** The whole library from one fixed number: the same rows on every run and every machine. */
import { catalogueAuthors, catalogueBooks } from "./catalogue.ts"
import { lend, shelve } from "./loans.ts"
import { enrolMembers } from "./members.ts"
import { mulberry32 } from "./random.ts"
import { type Seed } from "./rows.ts"

const fixedNumber = 20_240_102
const memberCount = 2_000
const recordCount = 20_000

/**
 * All rows, 20,000 in total. Every table draws from a sequence of its own, so that one more author does not change every
 * member. Only loans have a second version: the counters of a book are set once, as they stand at the end.
 */
export const seed = (): Seed => {
  const authors = catalogueAuthors(mulberry32(fixedNumber))
  const books = catalogueBooks(mulberry32(fixedNumber + 1), authors)
  const members = enrolMembers(mulberry32(fixedNumber + 2), memberCount)
  const count = recordCount - authors.length - books.length - members.length
  const loans = lend(mulberry32(fixedNumber + 3), { books, members }, count)
  return { authors, books: shelve(books, loans), members, loans }
}

/** What the seed makes: one plain object per row, keyed by column, with values as JSON would carry them. */
import { type BookDetails } from "./books.ts"

/** The audit columns that every table has; instants are RFC 3339 in UTC with milliseconds. */
export interface AuditColumns {
  readonly uid: string
  readonly version: number
  readonly created_at: string
  readonly last_updated_at: string
  readonly creator_uid: string
  readonly last_updater_uid: string
}

/** A row of `library.authors`; dates are `YYYY-MM-DD`. */
export interface AuthorRow extends AuditColumns {
  readonly name: string
  readonly born: string | null
  readonly died: string | null
  readonly country: string | null
  readonly biography: string | null
}

/** A row of `library.books`; the price is a decimal string with two places, so that no digit is lost. */
export interface BookRow extends AuditColumns {
  readonly title: string
  readonly isbn: string
  readonly author_uid: string
  readonly published: number | null
  readonly pages: number | null
  readonly price: string | null
  readonly language: string
  readonly genres: ReadonlyArray<string>
  readonly details: BookDetails | null
  readonly copies: number
  readonly copies_available: number
}

/** A row of `library.members`. */
export interface MemberRow extends AuditColumns {
  readonly name: string
  readonly email: string
  readonly joined: string
  readonly status: "active" | "suspended"
  readonly notes: string | null
}

/** A row of `library.loans`; an open loan has no `returned_at`. */
export interface LoanRow extends AuditColumns {
  readonly book_uid: string
  readonly member_uid: string
  readonly due: string
  readonly returned_at: string | null
  readonly renewals: number
}

/** All rows of the library, each table in the order in which its rows were created. */
export interface Seed {
  readonly authors: ReadonlyArray<AuthorRow>
  readonly books: ReadonlyArray<BookRow>
  readonly members: ReadonlyArray<MemberRow>
  readonly loans: ReadonlyArray<LoanRow>
}

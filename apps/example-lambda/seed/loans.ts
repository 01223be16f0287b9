/** Loans from February 2024 on: who held which copy when, never more copies than a book has. */
import { dateText, day, daysLater, end, instantText, whileOpen } from "./calendar.ts"
import { created, librarians } from "./created.ts"
import { integer, pick, pickWhere, type Random } from "./random.ts"
import { type BookRow, type LoanRow, type MemberRow } from "./rows.ts"

/** How many days a loan lasts. */
export const loanDays = 21

/** How many books a member holds at most at one time. */
export const loansPerMember = 5

interface Copy {
  readonly book_uid: string
  back: number
}

interface Borrower {
  readonly uid: string
  readonly joined: string
  readonly held: Array<{ readonly book_uid: string; readonly back: number }>
}

/** So many loans, in time order, of copies that are on the shelf to members who have joined and are active. */
export const lend = (
  random: Random,
  { books, members }: { readonly books: ReadonlyArray<BookRow>; readonly members: ReadonlyArray<MemberRow> },
  count: number
): ReadonlyArray<LoanRow> => {
  const copies = books.flatMap(copiesOf)
  const borrowers = members.filter((member) => member.status === "active").map(borrowerOf)
  return Array.from({ length: count }, (_, index) => whileOpen(30, 700, (index + random()) / count)).flatMap(
    (at) => {
      const now = instantText(at)
      const borrower = pickWhere(
        random,
        borrowers,
        (it) => it.joined < now && heldAt(it, at).length < loansPerMember
      )
      const copy = pickWhere(random, copies, (it) => it.back <= at && !holds(borrower, it.book_uid, at))
      if (borrower === undefined || copy === undefined) return []
      copy.back = daysLater(at, daysKept(random), random())
      borrower.held.push({ book_uid: copy.book_uid, back: copy.back })
      return [loan(random, { at, back: copy.back, book_uid: copy.book_uid, member_uid: borrower.uid })]
    }
  )
}

/** The books with the copies that are out on loan taken off the shelf. */
export const shelve = (
  books: ReadonlyArray<BookRow>,
  loans: ReadonlyArray<LoanRow>
): ReadonlyArray<BookRow> => {
  const out = Map.groupBy(
    loans.filter((it) => it.returned_at === null),
    (it) => it.book_uid
  )
  return books.map((book) => ({ ...book, copies_available: book.copies - (out.get(book.uid)?.length ?? 0) }))
}

const copiesOf = (book: BookRow): ReadonlyArray<Copy> =>
  Array.from({ length: book.copies }, () => ({ book_uid: book.uid, back: 0 }))

const borrowerOf = (member: MemberRow): Borrower => ({ uid: member.uid, joined: member.created_at, held: [] })

const heldAt = (borrower: Borrower, at: number) => borrower.held.filter((it) => it.back > at)

const holds = (borrower: Borrower | undefined, book_uid: string, at: number): boolean =>
  borrower !== undefined && heldAt(borrower, at).some((it) => it.book_uid === book_uid)

/** Most come back in time, one in ten late, and a few never. */
const daysKept = (random: Random): number => {
  const kind = random()
  if (kind < 0.004) return 10_000
  return kind < 0.104 ? integer(random, loanDays + 1, 50) : integer(random, 2, loanDays)
}

const loan = (
  random: Random,
  it: { readonly at: number; readonly back: number; readonly book_uid: string; readonly member_uid: string }
): LoanRow => {
  const lent = {
    ...created(random, it.at),
    book_uid: it.book_uid,
    member_uid: it.member_uid,
    due: dateText(it.at + loanDays * day),
    returned_at: null,
    renewals: 0
  }
  const taker = pick(random, librarians)
  if (it.back >= end) return lent
  const returned_at = instantText(it.back)
  return { ...lent, returned_at, version: 2, last_updated_at: returned_at, last_updater_uid: taker }
}

import { assert, describe, it } from "vitest"
import { checkDigit } from "../seed/isbn.ts"
import { seed } from "../seed/generate.ts"
import { loanDays, loansPerMember } from "../seed/loans.ts"
import { type AuditColumns, type LoanRow } from "../seed/rows.ts"

const { authors, books, members, loans } = seed()
const all: ReadonlyArray<AuditColumns> = [...authors, ...books, ...members, ...loans]
const tables: ReadonlyArray<readonly [string, ReadonlyArray<AuditColumns>]> = [
  ["authors", authors],
  ["books", books],
  ["members", members],
  ["loans", loans]
]

const distinct = (values: ReadonlyArray<string>) => new Set(values).size

const daysFrom = (instant: string, date: string) =>
  (Date.parse(date) - Date.parse(instant.slice(0, 10))) / 86_400_000

/** The most loans that were open at one time. */
const mostAtOnce = (some: ReadonlyArray<LoanRow>) =>
  Math.max(
    0,
    ...some.map(
      ({ created_at: at }) =>
        some.filter((it) => it.created_at <= at && (it.returned_at === null || it.returned_at > at)).length
    )
  )

describe("seed", () => {
  it("makes 20,000 records, 2,000 of them members", () => {
    assert.strictEqual(all.length, 20_000)
    assert.strictEqual(members.length, 2_000)
    assert.isAtLeast(authors.length, 200)
    assert.isAtLeast(books.length, 200)
  })

  it("makes the same records twice", () => {
    assert.deepStrictEqual(seed(), { authors, books, members, loans })
  })

  it("carries nothing that JSON would change", () => {
    assert.deepStrictEqual(JSON.parse(JSON.stringify({ authors, books, members, loans })), {
      authors,
      books,
      members,
      loans
    })
  })

  it("names every author once, and every book of an author once", () => {
    assert.strictEqual(distinct(authors.map((it) => it.name)), authors.length)
    assert.strictEqual(distinct(books.map((it) => `${it.title} ${it.author_uid}`)), books.length)
  })

  it("lets no author die before they were born", () => {
    for (const { name, born, died } of authors) {
      if (born !== null) assert.match(born, /^\d{4}-\d\d-\d\d$/, name)
      if (died !== null) assert.match(died, /^\d{4}-\d\d-\d\d$/, name)
      if (born !== null && died !== null) assert.isBelow(Date.parse(born), Date.parse(died), name)
    }
  })

  it("dates no book before its author's tenth birthday", () => {
    const years = new Map(authors.map((it) => [it.uid, Number(it.born?.slice(0, 4) ?? 0)]))
    for (const { title, published, author_uid } of books)
      if (published !== null) assert.isAbove(published, (years.get(author_uid) ?? 0) + 10, title)
  })

  it("refers only to records that exist, and were made before", () => {
    const made = new Map(all.map((it) => [it.uid, it.created_at]))
    const references = [
      ...books.map((it) => [it.created_at, it.author_uid] as const),
      ...loans.map((it) => [it.created_at, it.book_uid] as const),
      ...loans.map((it) => [it.created_at, it.member_uid] as const)
    ]
    for (const [at, uid] of references)
      assert.isBelow(Date.parse(made.get(uid) ?? "9999-01-01"), Date.parse(at))
  })

  it("gives every author a book", () => {
    assert.strictEqual(distinct(books.map((it) => it.author_uid)), authors.length)
  })

  it("counts the copies on the shelf as those not on loan", () => {
    const open = Map.groupBy(
      loans.filter((it) => it.returned_at === null),
      (it) => it.book_uid
    )
    for (const book of books) {
      assert.strictEqual(book.copies_available, book.copies - (open.get(book.uid)?.length ?? 0), book.title)
      assert.isAtLeast(book.copies_available, 0, book.title)
    }
    assert.isAbove(open.size, 100)
  })

  it("never lent more copies than a book has, nor more books than a member may hold", () => {
    const copies = new Map(books.map((it) => [it.uid, it.copies]))
    for (const [uid, some] of Map.groupBy(loans, (it) => it.book_uid))
      assert.isAtMost(mostAtOnce(some), copies.get(uid) ?? 0)
    for (const some of Map.groupBy(loans, (it) => it.member_uid).values())
      assert.isAtMost(mostAtOnce(some), loansPerMember)
  })

  it("lends no member the same book twice at one time, and nothing to a suspended one", () => {
    const suspended = new Set(members.filter((it) => it.status === "suspended").map((it) => it.uid))
    assert.isAbove(suspended.size, 0)
    for (const some of Map.groupBy(loans, (it) => `${it.member_uid} ${it.book_uid}`).values())
      assert.isAtMost(mostAtOnce(some), 1)
    assert.isFalse(loans.some((it) => suspended.has(it.member_uid)))
  })

  it("gives every book an ISBN of its own with a right check digit", () => {
    assert.strictEqual(distinct(books.map((it) => it.isbn)), books.length)
    for (const { isbn } of books) {
      assert.match(isbn, /^9798\d{9}$/)
      assert.strictEqual(checkDigit(isbn.slice(0, 12)), Number(isbn.at(12)))
    }
  })

  it("computes the check digits of published ISBNs", () => {
    assert.strictEqual(checkDigit("978044101359"), 3)
    assert.strictEqual(checkDigit("978014143951"), 8)
  })

  it("prices books with two places, or not at all", () => {
    for (const { price } of books) if (price !== null) assert.match(price, /^\d{1,8}\.\d\d$/)
    assert.isTrue(books.some((it) => it.price === null))
  })

  it.each(tables)("makes the uids of %s in time order, as UUIDv7 of the instant of creation", (_, rows) => {
    for (const [index, { uid, created_at }] of rows.entries()) {
      assert.match(uid, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      assert.strictEqual(Number.parseInt(uid.replace("-", "").slice(0, 12), 16), Date.parse(created_at))
      if (index > 0) assert.isTrue((rows[index - 1]?.uid ?? "") < uid)
    }
  })

  it("makes every uid and every e-mail address once", () => {
    assert.strictEqual(distinct(all.map((it) => it.uid)), all.length)
    assert.strictEqual(distinct(members.map((it) => it.email)), members.length)
    for (const { email } of members) assert.match(email, /^[a-z]+\.[a-z]+\.\d+@example\.org$/)
  })

  it("keeps every instant in 2024 and 2025", () => {
    for (const { created_at, last_updated_at } of all) {
      assert.match(created_at, /^202[45]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.match(last_updated_at, /^202[45]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
  })

  it("makes loans due after 21 days", () => {
    for (const { created_at, due } of loans) assert.strictEqual(daysFrom(created_at, due), loanDays)
  })

  it("has a second version of exactly the loans that were returned", () => {
    for (const loan of loans) {
      assert.strictEqual(loan.version, loan.returned_at === null ? 1 : 2)
      assert.strictEqual(loan.last_updated_at, loan.returned_at ?? loan.created_at)
      if (loan.returned_at !== null) assert.isAbove(Date.parse(loan.returned_at), Date.parse(loan.created_at))
    }
    for (const { version, created_at, last_updated_at } of [...authors, ...books, ...members]) {
      assert.strictEqual(version, 1)
      assert.strictEqual(last_updated_at, created_at)
    }
  })
})

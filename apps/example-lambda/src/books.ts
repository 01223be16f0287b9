/** What can be borrowed. Plain data: loads anywhere. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const Isbn = Schema.String.check(
  Schema.isPattern(/^97[89][0-9]{10}$/u, { expected: "an ISBN-13 without hyphens" })
)
const count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000 }))

export const Books = Resource.make("books", {
  table: "library.books",
  fields: {
    title: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
    isbn: Isbn.pipe(Field.writeOnce, Field.unique),
    author_uid: Field.references("authors"),
    published: Field.optional(Schema.Int),
    pages: Field.optional(Schema.Int.check(Schema.isGreaterThan(0))),
    price: Field.optional(Field.numeric(10, 2)),
    language: Field.withDefault(Schema.NonEmptyString.check(Schema.isMaxLength(35)), "en"),
    genres: Field.withDefault(Field.array("text"), []),
    details: Field.optional(Field.jsonb()),
    copies: Field.withDefault(count, 1),
    /** Counted by the hooks of books and loans. */
    copies_available: count.pipe(Field.readOnly, Field.withDefault(0))
  },
  relations: {
    author: Relation.one("authors", "author_uid"),
    loans: Relation.many("loans", "book_uid")
  },
  aggregates: true,
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.any(Access.group("librarians"), Access.scope("books.import")),
    update: Access.any(Access.owner, Access.group("librarians")),
    delete: Access.any(Access.owner, Access.group("librarians")),
    history: Access.signedIn,
    restore: Access.any(Access.owner, Access.group("librarians"))
  }
})

/** Which member has which book, and until when. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

const librarians = Access.group("librarians")

export const Loans = Resource.make("loans", {
  table: "library.loans",
  fields: {
    book_uid: Field.references("books").pipe(Field.writeOnce),
    member_uid: Field.references("members").pipe(Field.writeOnce),
    due: Field.date,
    returned_at: Field.optional(Field.timestamptz),
    renewals: Field.integer.pipe(Field.readOnly, Field.withDefault(0))
  },
  relations: {
    book: Relation.one("books", "book_uid"),
    member: Relation.one("members", "member_uid")
  },
  access: {
    list: Access.signedIn,
    get: Access.any(Access.owner, librarians),
    create: Access.signedIn,
    update: Access.any(Access.owner, librarians),
    delete: librarians,
    history: Access.any(Access.owner, librarians)
  }
})

/** Which member has which book, and until when. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"

const librarians = Access.group("librarians")

export const Loans = Resource.make("loans", {
  table: "library.loans",
  fields: {
    book_uid: Field.writeOnce(Field.references("books")),
    member_uid: Field.writeOnce(Field.references("members")),
    due: Field.date,
    returned_at: Field.optional(Field.timestamptz),
    renewals: Field.default(Field.readOnly(Field.integer), 0)
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

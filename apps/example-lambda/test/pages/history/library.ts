/** What docs/history.md declares; a test holds the page to it. */
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"

const access = {
  list: Access.signedIn,
  get: Access.signedIn,
  create: Access.signedIn,
  update: Access.signedIn,
  delete: Access.signedIn,
  history: Access.signedIn
}

export const Books = Resource.make("books", {
  fields: {
    title: Field.text,
    price: Field.optional(Field.numeric(10, 2)),
    blurb: Field.optional(Field.text)
  },
  relations: { loans: Relation.many("loans", "book_uid") },
  access
})

export const Loans = Resource.make("loans", {
  fields: {
    book_uid: Field.references("books"),
    member: Field.text,
    returned: Field.withDefault(Field.boolean, false)
  },
  relations: { book: Relation.one("books", "book_uid") },
  access: { ...access, history: Access.any(Access.owner, Access.group("librarians")) }
})

export const Library = Api.make("library", { resources: [Books, Loans] })

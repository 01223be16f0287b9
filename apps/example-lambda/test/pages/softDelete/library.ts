/** What docs/soft-delete.md declares; a test holds the page to it. */
import { Access, Api, Field, Relation, Resource, SoftDelete } from "@pgcrest/core"

export const Books = Resource.make("books", {
  uid: "text",
  fields: { title: Field.text, isbn: Field.optional(Field.unique(Field.text)) },
  relations: { reviews: Relation.many("reviews", "book_uid") },
  softDelete: SoftDelete.make({ cascade: ["reviews"] }),
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.owner,
    restore: Access.owner,
    purge: Access.group("librarians")
  }
})

export const Reviews = Resource.make("reviews", {
  uid: "text",
  fields: { stars: Field.integer, book_uid: Field.references("books", Field.text) },
  relations: { book: Relation.one("books", "book_uid") },
  softDelete: SoftDelete.make(),
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.owner
  }
})

export const Library = Api.make("library", { resources: [Books, Reviews] })

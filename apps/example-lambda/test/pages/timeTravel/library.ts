/** What docs/time-travel.md declares; a test holds the page to it. */
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"

const access = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.signedIn,
  update: Access.owner,
  delete: Access.owner
}

export const Authors = Resource.make("authors", {
  fields: { name: Field.text },
  relations: { books: Relation.many("books", "author_uid") },
  access
})
export const Books = Resource.make("books", {
  fields: { title: Field.text, price: Field.numeric(10, 2), author_uid: Field.references("authors") },
  relations: { author: Relation.one("authors", "author_uid") },
  access
})

export const Library = Api.make("library", { resources: [Authors, Books] })

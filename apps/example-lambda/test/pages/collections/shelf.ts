/** What docs/collections.md declares; a test holds the page to it. */
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"

const access = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone
}

export const Authors = Resource.make("authors", {
  fields: { name: Field.text, country: Field.optional(Field.text) },
  relations: { books: Relation.many("books", "author_uid") },
  access
})

export const Books = Resource.make("books", {
  fields: {
    title: Field.text,
    language: Field.withDefault(Field.text, "en"),
    price: Field.optional(Field.numeric(10, 2)),
    details: Field.optional(Field.jsonb()),
    author_uid: Field.references("authors")
  },
  relations: {
    author: Relation.one("authors", "author_uid"),
    tags: Relation.through("tags", "taggings", "book_uid", "tag_uid")
  },
  aggregates: true,
  access
})

export const Tags = Resource.make("tags", {
  fields: { name: Field.text },
  relations: { books: Relation.through("books", "taggings", "tag_uid", "book_uid") },
  access
})

export const Taggings = Resource.make("taggings", {
  uid: null,
  key: ["book_uid", "tag_uid"],
  fields: { book_uid: Field.references("books"), tag_uid: Field.references("tags") },
  access: { list: Access.everyone, create: Access.everyone }
})

export const Shelf = Api.make("shelf", { resources: [Authors, Books, Tags, Taggings] })

/** What docs/many-records.md declares; a test holds the page to it. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

export const Books = Resource.make("books", {
  fields: { isbn: Field.unique(Field.text), title: Field.text, price: Field.optional(Field.numeric(10, 2)) },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.everyone,
    update: Access.everyone,
    delete: Access.everyone
  }
})

export const Shelf = Api.make("shelf", { resources: [Books] })

/** What docs/media-types.md declares; a test holds the page to it. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

export const Books = Resource.make("books", {
  fields: { title: Field.text, pages: Field.optional(Field.integer) },
  access: { list: Access.everyone, get: Access.everyone, create: Access.everyone, history: Access.everyone }
})

export const Library = Api.make("library", { resources: [Books] })

/** What docs/batch.md declares; a test holds the page to it. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

const access = { list: Access.everyone, get: Access.everyone, create: Access.signedIn, update: Access.owner }

export const Authors = Resource.make("authors", { fields: { name: Field.text }, access })
export const Books = Resource.make("books", {
  fields: { title: Field.text, author_uid: Field.references("authors") },
  access
})

export const Library = Api.make("library", { resources: [Authors, Books] })

/** What docs/restore.md declares; a test holds the page to it. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

export const Books = Resource.make("books", {
  uid: "text",
  fields: {
    title: Field.text,
    price: Field.optional(Field.numeric(8, 2)),
    isbn: Field.optional(Field.writeOnce(Field.text)),
    remark: Field.optional(Field.unrecorded(Field.text))
  },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.owner,
    history: Access.signedIn,
    restore: Access.any(Access.owner, Access.group("librarians"))
  }
})

export const Library = Api.make("library", { resources: [Books] })

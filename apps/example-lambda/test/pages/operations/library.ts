/** What docs/operations.md declares; a test holds the page to it. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

export const Loans = Resource.make("loans", {
  fields: {
    member: Field.text,
    due: Field.date,
    renewals: Field.integer.pipe(Field.readOnly, Field.withDefault(0))
  },
  access: { list: Access.signedIn, get: Access.owner, create: Access.signedIn, history: Access.signedIn }
})

export const Library = Api.make("library", { resources: [Loans] })

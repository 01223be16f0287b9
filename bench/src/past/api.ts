/** The api whose past is measured: tables of three sizes, and records of any number of versions. */
import { Access, Api, Field, Resource } from "@pgcrest/core"

const access = {
  list: Access.signedIn,
  get: Access.signedIn,
  create: Access.group("librarians"),
  update: Access.group("librarians"),
  history: Access.signedIn
}
const declared = <const Name extends string>(name: Name) =>
  Resource.make(name, {
    table: `bench.${name}`,
    fields: {
      title: Field.text,
      shelf: Field.integer,
      pages: Field.integer,
      price: Field.optional(Field.numeric(10, 2)),
      blurb: Field.text
    },
    access
  })

export const Past = Api.make("past", {
  resources: [declared("thousand"), declared("ten_thousand"), declared("large"), declared("lives")]
})

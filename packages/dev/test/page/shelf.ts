/** An api whose declaration says what a page must not believe, and whom one can act as. */
import { Access, Api, Field, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const librarians = Access.group("librarians")

export const Authors = Resource.make("authors", {
  fields: { name: Schema.NonEmptyString, born: Field.optional(Schema.Int) },
  access: {
    list: librarians,
    create: Access.all(Access.signedIn, Access.any(Access.group("editors"), librarians))
  }
})

export const Books = Resource.make("books", {
  table: "library.books",
  fields: {
    pages: Schema.Int,
    title: Field.text,
    isbn: Field.text.pipe(Field.writeOnce, Field.unique),
    state: Field.literals(["new", `"><img src=x onerror=alert(1)>`]),
    price: Field.optional(Field.numeric(10, 2)),
    genres: Field.withDefault(Field.array("text"), ["<i>"]),
    secret: Field.optional(Field.writeOnly(Field.text)),
    copies: Field.integer.pipe(Field.readOnly, Field.withDefault(0)),
    author_uid: Field.references("authors")
  },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    history: Access.any(Access.owner, librarians)
  }
})

export const Shelf = Api.make("shelf", { resources: [Authors, Books] })

export const users = { ann: { sub: "ann" }, "<ines>": { sub: "ines", groups: ["librarians"] } }

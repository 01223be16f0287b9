/** Who wrote the books. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const librarians = Access.group("librarians")

export const Authors = Resource.make("authors", {
  table: "library.authors",
  fields: {
    name: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
    born: Field.optional(Field.date),
    died: Field.optional(Field.date),
    country: Field.optional(Schema.NonEmptyString.check(Schema.isMaxLength(100))),
    biography: Field.optional(Schema.String.check(Schema.isMaxLength(4000)))
  },
  relations: { books: Relation.many("books", "author_uid") },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: librarians,
    update: librarians,
    delete: librarians,
    history: Access.signedIn,
    restore: librarians
  }
})

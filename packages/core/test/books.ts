/** The resources that core's tests declare. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const Isbn = Schema.String.check(Schema.isPattern(/^97[89][0-9]{10}$/u))

export const Authors = Resource.make("authors", { fields: { name: Schema.NonEmptyString } })

export const Books = Resource.make("books", {
  fields: {
    title: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
    isbn: Field.writeOnce(Isbn),
    price: Field.optional(Field.numeric(10, 2)),
    pages: Field.optional(Schema.Int.check(Schema.isGreaterThan(0))),
    genres: Field.withDefault(Field.array("text"), []),
    details: Field.optional(Field.jsonb()),
    secret: Field.optional(Field.writeOnly(Field.text)),
    copies_available: Field.withDefault(Field.readOnly(Field.integer), 0),
    author_uid: Field.references("authors")
  },
  relations: { author: Relation.one("authors", "author_uid") },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.signedIn,
    update: Access.owner,
    delete: Access.any(Access.owner, Access.group("librarians")),
    history: Access.signedIn
  }
})

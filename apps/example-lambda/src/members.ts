/** Who may borrow. */
import { Access, Field, Relation, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"

const librarians = Access.group("librarians")
const Email = Schema.String.check(Schema.isPattern(/^[^@\s]+@[^@\s]+$/u, { expected: "an e-mail address" }))

export const Members = Resource.make("members", {
  table: "library.members",
  fields: {
    name: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
    email: Field.unique(Email),
    joined: Field.date,
    status: Field.withDefault(Schema.Literals(["active", "suspended"]), "active"),
    notes: Field.optional(Schema.String.check(Schema.isMaxLength(2000)))
  },
  relations: { loans: Relation.many("loans", "member_uid") },
  access: {
    list: Access.signedIn,
    get: Access.any(Access.owner, librarians),
    create: Access.signedIn,
    update: Access.any(Access.owner, librarians),
    delete: librarians,
    history: librarians
  }
})

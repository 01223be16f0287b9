import { Access, Api, Field, Resource } from "@pgcrest/core"
import { assert, test } from "vitest"
import { grants } from "../../src/granting/grants.ts"

const fields = { name: Field.text }
const api = Api.make("a", {
  resources: [
    Resource.make("books", {
      table: "library.books",
      fields,
      access: { list: Access.everyone, create: Access.signedIn }
    }),
    Resource.make("drafts", { table: "library.books", fields, access: { delete: Access.owner } }),
    Resource.make("notes", {
      table: { schema: 'a"b', name: "Notes" },
      fields,
      access: { get: Access.everyone }
    }),
    Resource.make("hidden", { table: "library.hidden", fields })
  ]
})

const shipped =
  "-- x\ngrant usage on schema library, audit to app;\ngrant select on audit.change to app;\ngrant insert (a, b)\n  on audit.change to app;\n"

test("gives a role what the verbs of its resources need, and the trail's rights", () => {
  assert.strictEqual(
    grants(api, "the app", shipped),
    `grant usage on schema "library", "a""b", "audit" to "the app";
grant select, insert, update, delete on "library"."books" to "the app";
grant select on "a""b"."Notes" to "the app";
grant select on audit.change to "the app";
grant insert (a, b)
  on audit.change to "the app";
`
  )
})

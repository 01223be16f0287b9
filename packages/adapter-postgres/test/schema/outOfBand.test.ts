import { outOfBand } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { everyone, unaudited } from "../shelf.ts"

const linesOf = (text: string, start: string) => text.split("\n").filter((line) => line.startsWith(start))
const read = { fields: { title: Field.text }, access: { list: Access.everyone } }
const Books = Resource.make("books", { table: "library.books", ...everyone })

describe("outOfBand", () => {
  test("calls nothing before a row that PGCrest has written", () => {
    const text = outOfBand(Api.make("one", { resources: [Books] }))
    assert.deepStrictEqual(linesOf(text, "create or replace trigger"), [
      `create or replace trigger pgcrest_numbers before insert on library.books for each row when (new."version" is null or new."created_at" is null or new."last_updated_at" is null) execute function audit."books_numbers"();`,
      `create or replace trigger pgcrest_renumbers before update on library.books for each row when (new."version" is null or new."version" <= old."version") execute function audit."books_numbers"();`,
      `create or replace trigger pgcrest_inserts after insert on library.books referencing new table as new_rows for each statement execute function audit."books_changes"();`,
      `create or replace trigger pgcrest_updates after update on library.books referencing old table as old_rows new table as new_rows for each statement execute function audit."books_changes"();`,
      `create or replace trigger pgcrest_deletes after delete on library.books referencing old table as old_rows for each statement execute function audit."books_changes"();`,
      `create or replace trigger pgcrest_truncates before truncate on library.books for each statement execute function audit."books_changes"();`
    ])
    assert.lengthOf(linesOf(text, "revoke all on function"), 2)
  })

  test("makes one trigger for each table, of the first of its resources that is named, and none for views", () => {
    const Titles = Resource.make("titles", { table: "library.books", ...read })
    const Shown = Resource.make("shown", { table: "library.shown", view: true, ...read })
    const Bare = Resource.make("bare", { table: "library.bare", audit: unaudited, ...read })
    const api = Api.make("all", { resources: [Books, Titles, Shown, Bare] })
    const told = (...resources: ReadonlyArray<"books" | "titles" | "bare" | "shown">) =>
      linesOf(outOfBand(api, resources.length === 0 ? {} : { resources }), "-- ")
    const of = (table: string, name: string) =>
      `-- What others write to library.${table} is recorded as of resource "${name}".`
    assert.deepStrictEqual(told(), [of("books", "books"), of("bare", "bare")])
    assert.deepStrictEqual(told("titles", "shown"), [of("books", "titles")])
    // Of which the changes of both are known for ours.
    assert.include(outOfBand(api, { resources: ["titles"] }), "change.resource = 'books'")
  })

  test("looks for other names than whole ones only where there are any", () => {
    const path = (resource: Resource.Resource) =>
      linesOf(outOfBand(Api.make("one", { resources: [resource] })), " set search_path").map(
        (line) => line.split(" set plan")[0]
      )
    assert.deepStrictEqual(new Set(path(Books)), new Set([" set search_path = pg_catalog, pg_temp"]))
    assert.deepStrictEqual(
      new Set(path(Resource.make("books", everyone))),
      new Set([" set search_path from current"])
    )
  })
})

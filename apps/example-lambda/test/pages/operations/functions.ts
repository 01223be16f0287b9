/** What docs/operations.md declares; a test holds the page to it. */
import { Access, Field, Operation } from "@pgcrest/core"

export const CloseMonth = Operation.sql("close_month", {
  function: "library.close_month",
  input: { month: Field.date, dry: Field.withDefault(Field.boolean, false) },
  output: Operation.record({ closed: Field.integer, fines: Field.numeric(10, 2) }),
  access: Access.group("librarians")
})

export const TopTitles = Operation.sql("top_titles", {
  function: "library.top_titles",
  input: { most: Field.databaseDefault(Field.integer) },
  output: Operation.rows({ title: Field.text, loans: Field.bigint }),
  access: Access.signedIn,
  safe: true
})

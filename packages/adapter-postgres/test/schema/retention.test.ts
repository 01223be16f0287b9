import { retention } from "@pgcrest/adapter-postgres"
import { Api, Resource } from "@pgcrest/core"
import { assert, test } from "vitest"
import { everyone } from "../shelf.ts"

test("retention calls audit.retain for each resource that says how long its changes are kept", () => {
  const api = Api.make("library", {
    resources: [
      Resource.make("books", { ...everyone, trail: { keep: "P7Y" } }),
      Resource.make("notes", everyone),
      Resource.make("letters", { ...everyone, trail: { keep: "P1Y6M" } })
    ]
  })
  assert.strictEqual(
    retention(api),
    "call audit.retain('books', 'P7Y');\ncall audit.retain('letters', 'P1Y6M');\n"
  )
})

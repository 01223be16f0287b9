// @effect-diagnostics asyncFunction:off
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { assert, describe, inject, test } from "vitest"
import { query } from "../query.ts"

describe("vitestSetup", () => {
  test("provides a template that clones with its rows", async () => {
    const url = await PostgresServer.createDatabase(inject("postgres"))
    assert.deepStrictEqual(await query(url, "SELECT title FROM book"), ["Emma"])
  })

  test("provides clones that do not see each other", async () => {
    const clones = [1, 2].map(() => PostgresServer.createDatabase(inject("postgres")))
    const [first = "", second = ""] = await Promise.all(clones)
    await query(first, "DELETE FROM book")
    assert.deepStrictEqual(await query(second, "SELECT title FROM book"), ["Emma"])
  })

  test("provides the template of the machine's own PostgreSQL exactly where there is one", async () => {
    const template = inject("postgresOnPath")
    const first = process.env["PGCREST_TEST_POSTGRES"] === "path"
    assert.strictEqual(template !== "", PostgresServer.findOnPath() !== null && !first)
    if (template === "") return
    const url = await PostgresServer.createDatabase(template)
    assert.deepStrictEqual(await query(url, "SELECT title FROM book"), ["Emma"])
  })
})

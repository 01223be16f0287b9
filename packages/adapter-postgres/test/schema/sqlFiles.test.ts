// @effect-diagnostics asyncFunction:off
import { auditSchema, revocationSchema } from "@pgcrest/adapter-postgres"
import { assert, test } from "vitest"
import { sqlFile } from "../database.ts"

test("the trail's tables are the same as a text and as a file", async () => {
  assert.strictEqual(auditSchema, await sqlFile("audit.sql"))
})

test("the deny list's table is the same as a text and as a file", async () => {
  assert.strictEqual(revocationSchema, await sqlFile("revocation.sql"))
})

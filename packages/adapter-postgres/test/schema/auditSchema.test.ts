// @effect-diagnostics asyncFunction:off
import { auditSchema } from "@pgcrest/adapter-postgres"
import { assert, test } from "vitest"
import { sqlFile } from "../database.ts"

test("the trail's tables are the same as a text and as a file", async () => {
  assert.strictEqual(auditSchema, await sqlFile("audit.sql"))
})

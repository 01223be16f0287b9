/** One server for the run, with the audit trail and the tables of the contract. */
import { contractSchema, vitestSetup } from "@pgcrest/testkit/postgres"
import { readFileSync } from "node:fs"

export default vitestSetup(
  readFileSync(new URL("../sql/audit.sql", import.meta.url), "utf8") + contractSchema
)

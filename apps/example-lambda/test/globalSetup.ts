/** One server for the run, with the audit trail, the tables of the contract and the library's. */
import { contractSchema, vitestSetup } from "@pgcrest/testkit/postgres"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const audit = createRequire(import.meta.url).resolve("@pgcrest/adapter-postgres/sql/audit.sql")

const library = new URL("../sql/library.sql", import.meta.url)

export default vitestSetup(readFileSync(audit, "utf8") + contractSchema + readFileSync(library, "utf8"))

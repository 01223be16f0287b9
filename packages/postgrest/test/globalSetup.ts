/** One server for the run, with the audit trail and the tables of the library. */
import { auditSchema, ddl } from "@pgcrest/adapter-postgres"
import { vitestSetup } from "@pgcrest/testkit/postgres"
import { Library } from "./clients/api.ts"

export default vitestSetup(auditSchema + ddl(Library))

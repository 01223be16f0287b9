/** One server for the run, and an empty database of it. */
import { vitestSetup } from "@pgcrest/testkit/postgres"

export default vitestSetup("select 1")

// @effect-diagnostics asyncFunction:off
/** Databases with the library's records that the gates ask for. */
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { content } from "../../requests/library.ts"

/** The URL of a clone of the template with that content, as good as new. */
export const makeLibrary = async (template: string): Promise<string> => {
  const url = await PostgresServer.createDatabase(template)
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(content)
  await client.query("vacuum (freeze, analyze)").finally(() => client.end())
  return url
}

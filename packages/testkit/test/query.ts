// @effect-diagnostics asyncFunction:off
/** One statement on a connection of its own. */
import { Client, type ClientConfig } from "pg"

export const query = async (config: string | ClientConfig, text: string): Promise<ReadonlyArray<unknown>> => {
  const client = new Client(config)
  client.on("error", () => {})
  await client.connect()
  const result = await client.query({ text, rowMode: "array" }).finally(() => client.end())
  return result.rows.flat()
}

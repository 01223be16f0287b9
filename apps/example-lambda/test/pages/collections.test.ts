// @effect-diagnostics asyncFunction:off
import { readFileSync } from "node:fs"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, expect, test } from "vitest"
import { file, page, sendTo } from "./collections.ts"
import { played, type Sent } from "./played.ts"

/** Takes what the store asks, and answers that there is nothing. */
const compiled = (): ((sent: Sent) => Promise<string>) => {
  const asked: Array<PostgresClient.QueryText> = []
  const query = (one: PostgresClient.QueryText) => Effect.sync(() => (asked.push(one), []))
  const client = Layer.succeed(PostgresClient.PostgresClient, {
    query,
    transaction: (body) => body(query)
  })
  const send = sendTo(ResourceStorePostgres.layerNoDeps().pipe(Layer.provide(client)))
  return async (sent) => {
    asked.length = 0
    await send(sent)
    return asked.map(withValues).join("\n\n")
  }
}

function withValues({ text, values }: PostgresClient.QueryText): string {
  const listed = values.map((value, at) => `$${at + 1} = ${JSON.stringify(value)}`).join(", ")
  return `${text}\n-- ${listed}`
}

test("docs/collections.md has the answers and the SQL of its requests; `vitest run pages/collections -u` renews them", async () => {
  const renewed = await played(page, sendTo(ResourceStoreMemory.layer), compiled())
  await expect(renewed).toMatchFileSnapshot(file)
})

test("docs/collections.md declares what its requests are sent to", () => {
  const [, declared = ""] = /^```ts shelf\.ts\n([^]*?)^```/mu.exec(page) ?? []
  const [, ...lines] = readFileSync(new URL("shelf.ts", import.meta.url), "utf8").split("\n")
  const plain = (text: string) => text.replaceAll(/\s+/gu, "")
  assert.strictEqual(plain(declared), plain(lines.join("\n")))
})

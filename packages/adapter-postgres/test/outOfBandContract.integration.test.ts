// @effect-diagnostics asyncFunction:off
/** The contract over tables whose triggers record what others write: nothing of ours is recorded twice, or otherwise. */
import { outOfBand, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { contractApi, ResourceStoreContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, test } from "vitest"
import { connect, servers } from "./database.ts"

const urls: Array<string> = []

const storeOn = (template: string) =>
  Layer.unwrap(
    Effect.promise(async () => {
      const url = await PostgresServer.createDatabase(template)
      const direct = await connect(url)
      await direct.query(outOfBand(contractApi))
      await direct.close()
      urls.push(url)
      return ResourceStorePostgres.layer({ url, connections: 4 })
    })
  )

for (const [name, template] of servers())
  ResourceStoreContract.suite(`${name} with triggers`, storeOn(template))

test("in all of it the triggers recorded nothing", async () => {
  for (const url of urls) {
    const direct = await connect(url)
    const text = "select count(*) filter (where actor like 'db:%'), count(*) > 1000 from audit.change"
    assert.deepStrictEqual(await direct.query(text), [["0", "t"]])
    await direct.close()
  }
  assert.lengthOf(urls, servers().length)
})

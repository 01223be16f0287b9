import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { ResourceStoreContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { inject, test } from "vitest"

/** Several connections, so that writes really meet. */
const storeOn = (template: string) =>
  Layer.unwrap(
    Effect.map(
      Effect.promise(() => PostgresServer.createDatabase(template)),
      (url) => ResourceStorePostgres.layer({ url, connections: 4 })
    )
  )

ResourceStoreContract.suite("PostgreSQL", storeOn(inject("postgres")))

const other = inject("postgresOnPath")
if (other === "") {
  test("another PostgreSQL of this machine", ({ skip }) =>
    skip("there is none, or it is the first one: see the output of the global setup"))
} else {
  ResourceStoreContract.suite("this machine's other PostgreSQL", storeOn(other))
}

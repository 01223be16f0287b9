import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { ResourceStoreContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { inject, test } from "vitest"

const storeOn = (template: string) =>
  Layer.unwrap(
    Effect.map(
      Effect.promise(() => PostgresServer.createDatabase(template)),
      (url) => ResourceStorePostgres.layer({ url })
    )
  )

// PGCREST_REPLAY takes what a failing run printed after "Replay:".
const { PGCREST_HISTORIES: runs = "250", PGCREST_REPLAY: replay, PGCREST_SEED: seed } = process.env
const options = {
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(replay === undefined ? {} : { replay })
}
ResourceStoreContract.histories("PostgreSQL", storeOn(inject("postgres")), {
  runs: Number(runs),
  ...options
})

const other = inject("postgresOnPath")
if (other === "") {
  test("another PostgreSQL of this machine", ({ skip }) =>
    skip("there is none, or it is the first one: see the output of the global setup"))
} else {
  // A fifth is enough to see that both read the past alike.
  ResourceStoreContract.histories("this machine's other PostgreSQL", storeOn(other), {
    runs: Math.ceil(Number(runs) / 5),
    ...options
  })
}

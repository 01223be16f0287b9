import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { ResourceStoreContract } from "@pgcrest/testkit"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { inject } from "vitest"

const postgres = Layer.unwrap(
  Effect.map(
    Effect.promise(() => PostgresServer.createDatabase(inject("postgres"))),
    (url) => ResourceStorePostgres.layer({ url })
  )
)

// PGCREST_REPLAY takes what a failing run printed after "Replay:".
const { PGCREST_SEQUENCES: sequences = "500", PGCREST_REPLAY: replay } = process.env
ResourceStoreContract.equivalence("memory and PostgreSQL", ResourceStoreMemory.layer, postgres, {
  runs: Number(sequences),
  ...(replay === undefined ? {} : { replay })
})

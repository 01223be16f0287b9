// @effect-diagnostics asyncFunction:off
import { PostgresClient, SqlFunctionsPostgres } from "@pgcrest/adapter-postgres"
import { SqlFunctionsContract } from "@pgcrest/testkit"
import { functionSchema, PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { inject, test } from "vitest"
import { connect } from "./database.ts"

const functionsOn = (template: string) =>
  Layer.unwrap(
    Effect.map(
      Effect.promise(async () => {
        const url = await PostgresServer.createDatabase(template)
        const direct = await connect(url)
        await direct.query(functionSchema)
        await direct.close()
        return url
      }),
      (url) =>
        SqlFunctionsPostgres.layerNoDeps().pipe(Layer.provide(PostgresClient.layer({ url, connections: 4 })))
    )
  )

SqlFunctionsContract.suite("PostgreSQL", functionsOn(inject("postgres")))

const other = inject("postgresOnPath")
if (other === "") {
  test("another PostgreSQL of this machine", ({ skip }) => skip("there is none, or it is the first one"))
} else {
  SqlFunctionsContract.suite("this machine's other PostgreSQL", functionsOn(other))
}

import { PostgresClient } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { assert, test } from "vitest"
import { describe } from "../../src/catalogue/describe.ts"

type Rows = ReadonlyArray<PostgresClient.TextRow>

/** What comes of these answers, one a query; null stands for a table that has vanished. */
const described = (...answers: ReadonlyArray<Rows | null>) => {
  const left = [...answers]
  const query = () => {
    const rows = left.shift() ?? null
    const gone = { code: "42P01", message: "relation with OID 1 does not exist" }
    return rows === null ? Effect.fail(PostgresClient.pgError(gone, "alone")) : Effect.succeed(rows)
  }
  const client = PostgresClient.PostgresClient.of({ query, transaction: (body) => body(query) })
  const made = Effect.provideService(describe([]), PostgresClient.PostgresClient, client)
  return Effect.runSync(Effect.result(made))
}

const problem = (...answers: ReadonlyArray<Rows | null>): string => {
  const result = described(...answers)
  return Result.isFailure(result) ? result.failure.message : "none"
}

const server = [["shop", "18.4", "t"]]
const type = ["23", JSON.stringify({ schema: "pg_catalog", name: "int4", kind: "b", category: "N" })]
const table = (oid: number) => ["public", "a", "r", null, "t", JSON.stringify([{ name: "a", type: oid }])]

test("refuses a server that is older than 15", () => {
  assert.strictEqual(
    problem([["shop", "14.9", "f"]]),
    "PostgreSQL is 14.9; 15 is the oldest that can be described."
  )
})

test("says that the database was changed when something vanished while it was read", () => {
  const changed = "The database was changed while it was read: run it again."
  assert.strictEqual(problem(server, [], [type], null), changed)
  assert.strictEqual(problem(server, [], [type], [table(24)]), changed)
  assert.strictEqual(problem(server, [], [type], [table(23)]), "none")
})

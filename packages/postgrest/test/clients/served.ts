// @effect-diagnostics asyncFunction:off
/** The library behind a gateway on loopback, under `/rest/v1` as Supabase's clients look for it. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import type { ResourceStore } from "@pgcrest/core"
import { Gateway, type Users } from "@pgcrest/dev"
import { Postgrest } from "@pgcrest/postgrest"
import { Csv, GeoJson, Operations, Rollback } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import type * as Layer from "effect/Layer"
import { inject } from "vitest"
import { Library, operations } from "./api.ts"

/** Whom one can act as, by `Authorization: Bearer <name>`. */
const users: Users = {
  ann: { sub: "ann" },
  ben: { sub: "ben" },
  ines: { sub: "ines", groups: ["librarians"] }
}

/** A server, where it is, and what ends it. */
export interface Served {
  readonly url: string
  readonly close: () => Promise<void>
}

export type Start = () => Promise<Served>

/** The stores that the clients are answered from. */
export const stores: ReadonlyArray<readonly [name: string, start: Start]> = [
  ["memory", () => serve(ResourceStoreMemory.layer)],
  [
    "PostgreSQL",
    async () => {
      const url = await PostgresServer.createDatabase(inject("postgres"))
      return serve(ResourceStorePostgres.layer({ url, connections: 4 }))
    }
  ]
]

/** The wire of the tests: everything that an option lets is let. */
export const wire = Postgrest.make(Library, {
  problems: { TitleForbidden: 422, TooFewTags: 422 },
  operations: Operations.make(...operations),
  unfiltered: ["labels"],
  rollback: Rollback.make(),
  formats: [Csv.make(), GeoJson.make()],
  cors: { origins: "*" }
})

/** Serves a wire, that of the tests unless another is given. */
export const serve = async (store: Layer.Layer<ResourceStore, Error>, served = wire): Promise<Served> => {
  const lines: Array<unknown> = []
  const handler = ApiGateway.handler({ "/rest/v1": served }, store, { log: (line) => lines.push(line) })
  const server = Gateway.make({
    source: "http2",
    handler,
    users,
    print: (line) => {
      if (/ 5\d\d /u.test(line)) console.error(line, ...lines.slice(-1))
    }
  })
  const port = await Gateway.listen(server, 0)
  return { url: `http://127.0.0.1:${port}/rest/v1`, close: () => Gateway.close(server) }
}

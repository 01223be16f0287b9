// @effect-diagnostics asyncFunction:off
/** Puts the records of a world where a store finds them, past all rules: as whoever may do everything. */
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Caller, ResourceStore, seed } from "@pgcrest/core"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Client } from "pg"
import { bare } from "./declared.ts"
import { names, type Rows } from "./world.ts"

/** A store that has exactly these records. */
export type Load = (rows: Rows) => Effect.Effect<ResourceStore["Service"]>

/** A new store in memory each time. */
export const inMemory: Load = (rows) =>
  Effect.gen(function* () {
    const store = Context.get(yield* Layer.build(Layer.fresh(ResourceStoreMemory.layer)), ResourceStore)
    for (const [at, name] of names.entries()) {
      const [resource, records] = [tables[at], rows[name]]
      if (resource !== undefined)
        yield* seed(resource, records, server).pipe(Effect.provideService(ResourceStore, store))
    }
    return store
  }).pipe(
    Effect.provideService(
      SecureRandom.SecureRandom,
      SecureRandom.make((size) => new Uint8Array(size))
    ),
    Effect.scoped,
    Effect.orDie
  )

const server = Caller.user("server")
const tables = names.map(bare)

/** The same store each time, its tables emptied and filled. */
export const inPostgres =
  (client: Client, store: ResourceStore["Service"]): Load =>
  (rows) =>
    Effect.promise(async () => {
      const fill = names.map(
        (name) =>
          `insert into leaks.${name} select * from json_populate_recordset(null::leaks.${name}, ${client.escapeLiteral(JSON.stringify(rows[name]))});`
      )
      await client.query(`truncate ${names.map((name) => `leaks.${name}`).join()}; ${fill.join("\n")}`)
      return store
    })

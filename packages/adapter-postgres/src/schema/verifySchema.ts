/** Compares what an api declares with the database's catalogue, before a request has to. */
import { type Api, offers, type Resource, type StoreFailure } from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { catalogueQuery, readCatalogue } from "./catalogue.ts"
import { configured, type PostgresOptions } from "../configuration/configuration.ts"
import { translate } from "../run/failureOf.ts"
import * as PostgresClient from "../client/PostgresClient.ts"
import { monthFaults, monthsQuery } from "./monthFaults.ts"
import { diagnosticOf, type SchemaDiagnostic } from "./SchemaDiagnostic.ts"
import type { SchemaFault } from "./SchemaFault.ts"
import { ofResource, schemaFaults } from "./schemaFaults.ts"
import { schemataFaults, schemataQuery } from "./schemata.ts"
import { sequenceFaults } from "./sequenceFaults.ts"
import { statementFaults } from "./statementFaults.ts"
import { settingFaults, settingsQuery } from "../client/settings.ts"
import type { TextRow } from "../client/TextQuery.ts"
import { partitionFaults, partitionsQuery, trailFaults, trailTables } from "./trailFaults.ts"

/**
 * What the database lacks for an api, each with a message such as `library.books lacks the column "isbn" that resource
 * "books" declares as text`; what has the severity "note" does not keep it from working. Opens a connection of its own.
 */
export const verifySchema = (
  api: Api.Api<unknown, unknown>,
  options: PostgresOptions = {}
): Effect.Effect<ReadonlyArray<SchemaDiagnostic>, StoreFailure | Config.ConfigError> =>
  configured(options).pipe(
    // A session that the store would refuse is told of here, among the rest.
    Effect.flatMap((config) => Layer.build(PostgresClient.layer({ ...config, onConnect: () => {} }))),
    Effect.flatMap((client) => Effect.provide(faultsOf(api), client)),
    Effect.scoped
  )

const faultsOf = Effect.fnUntraced(
  function* (api: Api.Api<unknown, unknown>) {
    const { query } = yield* PostgresClient.PostgresClient
    const resources = [...api.resources.values()]
    const [version = []] = yield* query({ name: null, text: versionText, values: [] })
    const trail = trailTables(resources)
    const named = [...trail, ...resources.map(({ table }) => table)]
    const found = readCatalogue(yield* query(catalogueQuery(named)))
    const tables = found.slice(trail.length)
    const deletable = new Set(
      resources.flatMap((resource, at) => (isLeaving(resource) ? [tables[at]?.id ?? ""] : []))
    )
    const others = {
      deletable,
      tables: new Map(
        resources.flatMap(({ name }, at) => {
          const table = tables[at] ?? null
          return table === null ? [] : [[name, table] as const]
        })
      )
    }
    const faults: ReadonlyArray<SchemaFault> = [
      ...versionFaults(version, resources.some(isWritten)),
      ...settingFaults(yield* query(settingsQuery)),
      ...schemataFaults(yield* query(schemataQuery(named))),
      ...trailFaults(trail, found),
      ...partitionFaults(yield* query(partitionsQuery)),
      ...monthFaults(yield* query(monthsQuery)),
      ...resources.flatMap((resource, at) => schemaFaults(resource, tables[at] ?? null, others))
    ]
    const told = faults.map(diagnosticOf)
    const asked = yield* Effect.forEach(
      resources.filter((resource) => !hasErrors(told, resource)),
      (resource) => askedFaults(resource, query)
    )
    return [...told, ...asked.flat().map(diagnosticOf)]
  },
  Effect.catch((error) => translate(error, null, false))
)

/** What only PostgreSQL knows that plans the statements and counts the records. */
const askedFaults = Effect.fnUntraced(function* (resource: Resource.Resource, query: PostgresClient.Query) {
  const of = ofResource(resource)
  return [...(yield* statementFaults(of, resource, query)), ...(yield* sequenceFaults(of, resource, query))]
})

/** Whether an error is told of this resource already, or of what all need: its statements would be refused for that. */
function hasErrors(told: ReadonlyArray<SchemaDiagnostic>, { name }: Resource.Resource): boolean {
  return told.some(
    (fault) => fault.severity === "error" && (!("resource" in fault) || fault.resource === name)
  )
}

const versionText =
  "select current_setting('server_version'), current_setting('server_version_num')::int >= 150000, pg_is_in_recovery() or current_setting('transaction_read_only')::bool"

/** Whether its requests write, refused ones too: one that is only read can be served by a replica. */
function isWritten(resource: Resource.Resource): boolean {
  if (resource.trail.refusals) return true
  return (["create", "replace", "update", "delete"] as const).some((act) => offers(resource, act))
}

function versionFaults(
  [version, supported, readOnly]: TextRow,
  written: boolean
): ReadonlyArray<SchemaFault> {
  return [
    ...(supported === "t" ? [] : [{ _tag: "ServerTooOld" as const, version: String(version) }]),
    ...(written && readOnly === "t" ? [{ _tag: "ServerReadOnly" as const }] : [])
  ]
}

/** Whether rows of its table can go. */
function isLeaving(resource: Resource.Resource): boolean {
  return offers(resource, resource.softDelete === null ? "delete" : "purge")
}

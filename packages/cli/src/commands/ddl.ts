/** `pgcrest ddl`: what must be created for an api to be served, as SQL. */
import { auditSchema, ddl as tablesOf, grants, outOfBand } from "@pgcrest/adapter-postgres"
import type { Api } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { loadApi } from "./loadApi.ts"
import { type Outcome, refused, unknownResources } from "./Outcome.ts"

export interface DdlOptions {
  readonly module: string
  /** The name under which the module exports its api. */
  readonly export: string
  /** What the role with this name may do is printed too. */
  readonly role: string | null
  /** Without the api's own tables, where those exist. */
  readonly auditOnly: boolean
  /** Of which resources triggers are printed that record what others write; of all where none is named, null for none. */
  readonly outOfBand: ReadonlyArray<string> | null
}

/** The tables of the api, those of the trail, and the rights of a role. */
export const ddl = (options: DdlOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const api = yield* loadApi(options.module, options.export)
    const rights = options.role === null ? [] : [grants(api, { role: options.role })]
    const tables = options.auditOnly ? [] : [tablesOf(api)]
    const strangers = (options.outOfBand ?? []).filter((name) => !api.resources.has(name))
    if (strangers.length > 0) return refused(unknownResources(strangers))
    const out = [...tables, auditSchema, ...rights, ...triggers(api, options)].join("\n")
    return { code: 0, out, notes: [] } satisfies Outcome
  }).pipe(Effect.catch(({ message }) => Effect.succeed(refused(message))))

function triggers(
  api: Api.Api<unknown, unknown>,
  { outOfBand: resources }: DdlOptions
): ReadonlyArray<string> {
  if (resources === null) return []
  return [outOfBand(api, resources.length === 0 ? {} : { resources })]
}

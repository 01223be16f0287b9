/** `pgcrest check`: whether a database has what an api declares, for a pipeline. */
import { type SchemaDiagnostic, verifySchema } from "@pgcrest/adapter-postgres"
import type { Api } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { loadApi } from "./loadApi.ts"
import { askedInVain, type Outcome, refused } from "./Outcome.ts"

export interface CheckOptions {
  readonly module: string
  /** The name under which the module exports its api. */
  readonly export: string
  /** Without one, the environment's. */
  readonly url: string | null
  readonly json: boolean
}

/** 1 where the database lacks something; notes alone are no reason. */
export const check = (options: CheckOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const api = yield* loadApi(options.module, options.export)
    const diagnostics = yield* verifySchema(api, options.url === null ? {} : { url: options.url })
    return {
      code: diagnostics.some(({ severity }) => severity === "error") ? 1 : 0,
      out: options.json ? `${JSON.stringify(diagnostics, null, 2)}\n` : sentences(diagnostics),
      notes: undecided(api)
    } satisfies Outcome
  }).pipe(Effect.catch((error) => Effect.succeed(refused(askedInVain(error)))))

/** What `init` wrote and nobody has decided on yet; or what is for hooks alone. */
function undecided({ resources }: Api.Api<unknown, unknown>): ReadonlyArray<string> {
  const without = [...resources.values()].filter(({ access }) => Object.keys(access).length === 0)
  return without.length === 0
    ? []
    : [`Without access rules, and so not served: ${without.map(({ name }) => name).join(", ")}.`]
}

function sentences(diagnostics: ReadonlyArray<SchemaDiagnostic>): string {
  return diagnostics.length === 0
    ? "The database has everything that the api declares.\n"
    : diagnostics.map(({ message }) => `${message}\n`).join("")
}

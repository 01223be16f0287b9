/** `pgcrest verify`: whether records and the audit trail agree. */
import { verifyTrail } from "@pgcrest/adapter-postgres"
import type { Api, TrailDiagnostic } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { loadApi } from "./loadApi.ts"
import { askedInVain, type Outcome, refused, unknownResources } from "./Outcome.ts"

export interface VerifyOptions {
  readonly module: string
  /** The name under which the module exports its api. */
  readonly export: string
  /** Without one, the environment's. */
  readonly url: string | null
  /** None for all. */
  readonly resources: ReadonlyArray<string>
  readonly json: boolean
}

/** 1 where something does not agree; notes alone are no reason. */
export const verify = (options: VerifyOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const api = yield* loadApi(options.module, options.export)
    const strangers = options.resources.filter((name) => !api.resources.has(name))
    if (strangers.length > 0) return refused(unknownResources(strangers))
    return outcomeOf(yield* found(api, options), options)
  }).pipe(Effect.catch((error) => Effect.succeed(refused(askedInVain(error)))))

interface Found {
  readonly errors: number
  readonly notes: number
  /** The first ones. */
  readonly told: ReadonlyArray<TrailDiagnostic>
}

// Who has so many needs no more of them, but what made them.
const toldAtMost = 1000

function found(api: Api.Api<unknown, unknown>, { url, resources }: VerifyOptions) {
  const diagnostics = verifyTrail(api, {
    ...(url === null ? {} : { url }),
    ...(resources.length === 0 ? {} : { resources })
  })
  return Stream.runFold(
    diagnostics,
    (): Found => ({ errors: 0, notes: 0, told: [] }),
    ({ errors, notes, told }, diagnostic): Found => ({
      errors: errors + (diagnostic.severity === "error" ? 1 : 0),
      notes: notes + (diagnostic.severity === "note" ? 1 : 0),
      told: told.length < toldAtMost ? [...told, diagnostic] : told
    })
  )
}

function outcomeOf({ errors, notes, told }: Found, { json }: VerifyOptions): Outcome {
  const left = errors + notes - told.length
  return {
    code: errors > 0 ? 1 : 0,
    out: json ? `${JSON.stringify(told, null, 2)}\n` : sentences(told),
    notes: left === 0 ? [] : [`And ${left} more: these are the first ${toldAtMost}.`]
  }
}

function sentences(told: ReadonlyArray<TrailDiagnostic>): string {
  return told.length === 0 ? "Records and trail agree.\n" : told.map(({ message }) => `${message}\n`).join("")
}

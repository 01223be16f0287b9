/** `pgcrest maintain`: what the owner of a trail does every day, for a job. */
import { PostgresClient, retention } from "@pgcrest/adapter-postgres"
import type { Api } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { sentenceOf } from "../catalogue/sentenceOf.ts"
import { loadApi } from "./loadApi.ts"
import { type Outcome, refused } from "./Outcome.ts"

export interface MaintainOptions {
  readonly module: string
  /** The name under which the module exports its api. */
  readonly export: string
  /** Without one, the environment's. */
  readonly url: string | null
}

/** Removes what is older than it is kept, makes the months that come, merges old ones into years; 1 where an alarm is left. */
export const maintain = (options: MaintainOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const api = yield* loadApi(options.module, options.export)
    const client = yield* Layer.build(PostgresClient.layer(options.url === null ? {} : { url: options.url }))
    return yield* Effect.provide(maintained(api), client)
  }).pipe(
    Effect.scoped,
    Effect.catch((error) =>
      Effect.succeed(refused(error._tag === "PgError" ? refusalOf(error) : error.message))
    )
  )

const maintained = Effect.fnUntraced(function* (api: Api.Api<unknown, unknown>) {
  const { query } = yield* PostgresClient.PostgresClient
  const ask = (text: string) => query({ name: null, text, values: [] })
  const removed = yield* removals(api, ask)
  const months = yield* ask("select done, partition from audit.maintain()")
  const years = yield* merges(ask)
  const alarms = yield* ask("select sentence from audit.health() where alarm")
  const done = [...removed, ...months.map(([what, partition]) => monthSentence(what, partition)), ...years]
  const lines = [...(done.length === 0 ? ["Nothing was to be done"] : done), ...alarms.flat()]
  return {
    code: alarms.length > 0 ? 1 : 0,
    out: lines.map((line) => `${line}.\n`).join(""),
    notes: []
  } satisfies Outcome
})

type Ask = (text: string) => ReturnType<PostgresClient.Query>

/** Each call commits as it goes: it is a statement of its own. */
const removals = Effect.fnUntraced(function* ({ resources }: Api.Api<unknown, unknown>, ask: Ask) {
  const told: Array<string> = []
  for (const resource of resources.values()) {
    if (resource.trail.keep === null) continue
    const [[count] = []] = yield* ask(retention({ resources: new Map([[resource.name, resource]]) }))
    const what = resource.trail.refusals ? "changes and refusals" : "changes"
    if (Number(count ?? 0) > 0)
      told.push(`Removed ${what} of "${resource.name}" that are older than ${resource.trail.keep}: ${count}`)
  }
  return told
})

const merges = Effect.fnUntraced(function* (ask: Ask) {
  const told: Array<string> = []
  for (;;) {
    const [[year] = []] = yield* ask("select audit.merge_year()")
    if (year == null) return told
    told.push(`Merged the months of a year into ${year}`)
  }
})

function monthSentence(done: string | null | undefined, partition: string | null | undefined): string {
  switch (done) {
    case "taken":
      return `Made ${partition} of what the default partition held`
    case "dropped":
      return `Dropped ${partition}, which was empty`
    default:
      return `Made ${partition}`
  }
}

function refusalOf(error: PostgresClient.PgError): string {
  switch (error.code) {
    case "3F000":
    case "42P01":
    case "42883":
      return `The database lacks what maintains its trail: run what pgcrest ddl --audit-only prints (${error.message}).`
    case "42501":
      return `Only the owner of the trail maintains it: ${error.message}.`
    case "55P03":
      return `${error.message}: nothing was changed, run it again later.`
    default:
      return sentenceOf(error)
  }
}

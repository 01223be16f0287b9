/** An api with its options as requests find it: each has its value, and is checked once, while the module loads. */
import { Access, type Api, type Link, type QueryBounds, type Reach } from "@pgcrest/core"
import type { Format } from "./Format.ts"
import { type Offers, offersOf } from "./Media.ts"
import { checkOptions } from "./checkOptions.ts"
import type { CorsOptions } from "./http/cors.ts"
import { checkHookProblems } from "./problem/HookProblems.ts"
import type { ProblemSettings } from "./problem/problem.ts"
import { detailHeader, detailsOf } from "./request/occasion.ts"
import { servedAt, type Served } from "./request/routes.ts"
import { defaultLimits, type Limits, type RestOptions } from "./RestOptions.ts"
import type { Rollback } from "./Rollback.ts"
import type { TimeTravel } from "./TimeTravel.ts"

/** What a wire answers by, and what is answered beside its resources. */
export interface Settings<E = unknown, S = unknown> extends ProblemSettings {
  readonly api: Api.Api<E, S>
  /** Resources by name, each with its routes. */
  readonly served: ReadonlyMap<string, Served>
  /** Of each resource: its links to what is served here, whose records are made beside its own. */
  readonly nests: Reach["links"]
  readonly requireKey: ReadonlySet<string>
  readonly requireMatch: ReadonlySet<string>
  readonly unfiltered: ReadonlySet<string>
  /** The names of what resources want to know of their changes. */
  readonly details: ReadonlyArray<string>
  readonly cors: CorsOptions | null
  readonly publicUrl: string | null
  readonly limits: Limits
  /** What answers are written as. */
  readonly offers: Offers
  /** How far a query leads, by these limits. */
  readonly bounds: QueryBounds
  /** How a write is undone that a client tries; null where none may. */
  readonly rollback: Rollback | null
  /** How a read asks for the past; null where none can. */
  readonly timeTravel: TimeTravel | null
  /** Who is told the people behind uids; null where nobody is, and the query has no word for it. */
  readonly people: Access.Rule | null
}

/** Throws InvalidDeclaration for options that would do nothing, or another thing than they say. */
export const settingsOf = <E, S>(
  api: Api.Api<E, S>,
  options: RestOptions & { readonly problems?: Readonly<Record<string, number>> } = {}
): Settings<E, S> => {
  const { cors, publicUrl = null, problems = {}, limits, people } = options
  checkOptions(api, options)
  checkHookProblems(problems)
  const all = { ...defaultLimits, ...limits }
  const details = detailsOf(api.resources.values())
  return {
    api,
    realm: api.name,
    served: servedOf(api, options),
    nests: nestsOf(api, options),
    requireKey: new Set(options.requireKey),
    requireMatch: new Set(options.requireMatch),
    unfiltered: new Set(options.unfiltered),
    details,
    cors: cors === undefined ? null : taking(cors, details.map(detailHeader)),
    publicUrl,
    limits: all,
    offers: offersOf(options.formats ?? []),
    bounds: { records: all.largestPage, relations: all.relations, levels: all.relationLevels },
    rollback: options.rollback ?? null,
    timeTravel: options.timeTravel ?? null,
    people: people === undefined ? null : (people.access ?? Access.signedIn),
    problems: new Map(Object.entries(problems)),
    problemBase: options.problemBase ?? "https://pgcrest.dev/problems/"
  }
}

function taking(cors: CorsOptions, headers: ReadonlyArray<string>): CorsOptions {
  return { ...cors, allowHeaders: [...headers, ...(cors.allowHeaders ?? [])] }
}

function nestsOf({ links }: Api.Api<unknown, unknown>, { only }: RestOptions): Reach["links"] {
  if (only === undefined) return links
  const isServed = ({ resource, through }: Link) =>
    only.includes(resource.name) && (through === null || only.includes(through.resource.name))
  return new Map([...links].map(([resource, all]) => [resource, all.filter(isServed)]))
}

/** The same wire where all is JSON: what is part of something that is. */
export const inJson = <E, S>(settings: Settings<E, S>): Settings<E, S> => ({
  ...settings,
  offers: offersOf([]),
  served: new Map([...settings.served].map(([name, { resource }]) => [name, servedAt(resource)]))
})

function servedOf(
  { resources }: Api.Api<unknown, unknown>,
  { formats = [], only }: RestOptions
): Settings["served"] {
  const reading = formats.flatMap((format) => typesRead(format))
  const names = only ?? [...resources.keys()]
  return new Map(
    [...resources]
      .filter(([name]) => names.includes(name))
      .map(([name, resource]) => [name, servedAt(resource, reading)])
  )
}

function typesRead({ read, types }: Format): ReadonlyArray<string> {
  return read === null ? [] : types
}

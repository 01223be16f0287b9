/** An api with its options as requests find it: checked once, while the module loads. */
import { type Api, InvalidDeclaration } from "@pgcrest/core"
import { type CorsOptions, type Format, type RestSettings, settingsOf as restSettings } from "@pgcrest/rest"
import type { AnyOptions } from "./PostgrestOptions.ts"
import { type Table, tableOf } from "./Table.ts"

export interface Settings<E = unknown, S = unknown> extends RestSettings<E, S> {
  readonly schema: string
  /** What rows are written as and read from, beside JSON and what every PostgREST writes. */
  readonly formats: ReadonlyArray<Format>
  /** By the names of their resources. */
  readonly tables: ReadonlyMap<string, Table>
}

/** Throws InvalidDeclaration for options that would do nothing, or another thing than they say. */
export const settingsOf = <E, S>(api: Api.Api<E, S>, options: AnyOptions<unknown> = {}): Settings<E, S> => {
  const { cors, formats = [], limits, schema = "public", unfiltered = [], ...shared } = options
  const settings = restSettings(api, {
    ...shared,
    formats,
    limits: { defaultPage: Math.min(1000, limits?.largestPage ?? 1000), ...limits },
    ...(cors === undefined ? {} : { cors: withClients(cors) })
  })
  const tables = new Map([...settings.served].map(([name, { resource }]) => [name, tableOf(resource)]))
  const faults = [...idle(tables, unfiltered), ...hidden(tables, options)]
  if (faults.length > 0) throw new InvalidDeclaration(...faults.map((fault) => `Api "${api.name}": ${fault}`))
  return { ...settings, schema, formats, tables, unfiltered: new Set(unfiltered) }
}

function* idle(tables: Settings["tables"], unfiltered: ReadonlyArray<string>): Generator<string> {
  for (const name of unfiltered) {
    const methods = tables.get(name)?.methods ?? new Set()
    if (!methods.has("PATCH") && !methods.has("DELETE"))
      yield `unfiltered names "${name}", which is no table with PATCH or DELETE`
  }
}

function* hidden(tables: Settings["tables"], { operations }: AnyOptions<unknown>): Generator<string> {
  if (operations !== undefined && tables.has("rpc"))
    yield `operations are answered under "/rpc", where the resource "rpc" would never be asked`
}

/** What PostgREST's clients send from a browser, beside what every client does. */
function withClients(cors: CorsOptions): CorsOptions {
  return { ...cors, allowHeaders: [...clientHeaders, ...(cors.allowHeaders ?? [])] }
}

const clientHeaders: ReadonlyArray<string> = [
  "range",
  "accept-profile",
  "content-profile",
  "apikey",
  "x-client-info",
  "x-retry-count",
  "idempotency-key"
]

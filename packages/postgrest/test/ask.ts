// @effect-diagnostics asyncFunction:off
/** The wire without a gateway: requests as data, over a memory store of their own. */
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Caller, type ResourceStore } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { Csv, type Request, type Response, Rollback, type Wire } from "@pgcrest/rest"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { Library } from "./clients/api.ts"

/** A request in a test's words: `GET /books?id=eq.1`. */
export interface Sketch {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly as?: Caller.Caller
}

/** A response, with its headers by name. */
export interface Told extends Response {
  readonly header: (name: string) => string | null
  /** The body as JSON. */
  readonly json: () => unknown
}

export type Ask = (line: string, sketch?: Sketch) => Promise<Told>

/** As an adapter hands it over. */
export const requestOf = (line: string, { body, headers = {} }: Sketch = {}): Request => {
  const [method = "", target = ""] = line.split(" ")
  const [path = "", query = ""] = target.split("?")
  const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body)
  return {
    method,
    path: path === "/" ? [] : path.slice(1).split("/").map(decodeURIComponent),
    prefix: "",
    query: [...new URLSearchParams(query)],
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    headerCharacters: 0,
    body: text,
    bodyBytes: text?.length ?? 0,
    targetBytes: target.length
  }
}

/** What the tests' wires have in common. */
export const options = {
  problems: { TitleForbidden: 422 },
  rollback: Rollback.make(),
  formats: [Csv.make()]
} as const

const random = Layer.sync(SecureRandom.SecureRandom, () =>
  SecureRandom.make((size) => crypto.getRandomValues(new Uint8Array(size)))
)

/** Asks a wire of the library, unless another is given. */
export const asking = (
  wire: Wire<ResourceStore | SecureRandom.SecureRandom> = Postgrest.make(Library, options)
): Ask => {
  const runtime = ManagedRuntime.make(Layer.merge(ResourceStoreMemory.layer, random))
  return async (line, sketch = {}) => {
    const caller = sketch.as ?? Caller.anonymous("r-1")
    const { response } = await runtime.runPromise(wire.answer(requestOf(line, sketch), caller))
    const header = (name: string) => response.headers.find(([one]) => one === name)?.[1] ?? null
    return { ...response, header, json: () => JSON.parse(String(response.body)) }
  }
}

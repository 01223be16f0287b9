/** Handlers over stores that are made up for one test, and what they log. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { Access, Api, Field, Projection, Resource, ResourceStore, type Run, Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { vi } from "vitest"
import * as events from "./events.ts"

export const Books = Resource.make("books", {
  fields: { title: Field.text },
  access: {
    list: Access.everyone,
    get: Access.everyone,
    create: Access.everyone,
    update: Access.everyone,
    delete: Access.everyone
  }
})
export const api = Api.make("library", { resources: [Books] })
export const uid = "0198c0de-0000-7000-8000-00000000abcd"

export const storeOf = (run: Run) => ResourceStore.of({ run, unit: (body) => body(run, Effect.void) })
export const store = (run: Run) => Layer.succeed(ResourceStore, storeOf(run))

/** A store whose every answer is one book with this title; a create makes it, a replace where it is told to. */
export const holding = (title: string, { created = false }: { readonly created?: boolean } = {}) => {
  const book = Rows.fromValues(Projection.whole(Books), [{ uid, version: 1n, title }], (row) =>
    Rows.keyOf(Books, row)
  )
  return store(({ command: { _tag } }) =>
    Effect.succeed(
      _tag === "Get" || _tag === "List"
        ? Rows.found(book)
        : Rows.written(book, { created: created || _tag === "Create", visible: true })
    )
  )
}

/** An event of an HTTP API, for one request. */
export const call = (method: string, path: string, fields: { readonly [name: string]: unknown } = {}) =>
  events.http2(
    { rawPath: path, rawQueryString: "", headers: {}, cookies: [], body: null, ...fields },
    { requestId: "r-1", http: { method, path } }
  )
export const list = call("GET", "/books")
export const create = call("POST", "/books", { body: '{"title":"Emma"}' })

export type Line = Readonly<Record<string, unknown>>
type Options = Omit<ApiGateway.HandlerOptions<never, "books">, "log">

/** The handler, and the lines that it logs. */
export const answering = <E>(layer: Layer.Layer<ResourceStore, E>, options: Options = {}) => {
  const lines: Array<Line> = []
  const handler = ApiGateway.handler(api, layer, { ...options, log: (line) => lines.push(line) })
  return { handler, lines }
}

/** Time passes only where a test says so. */
export const stopTheClock = (): void =>
  void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] })

/** A context that has this much time left. */
export const within = (millis: number) => ({ getRemainingTimeInMillis: () => millis })

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))
/** The problem document of a result. */
export const problem = ({ body }: { readonly body?: string }) => decode(body ?? "")

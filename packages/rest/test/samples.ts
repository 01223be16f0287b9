/** The resources, callers and requests that rest's tests share. */
import {
  Access,
  type Act,
  Api,
  authorise,
  Caller,
  Field,
  type Permit,
  Projection,
  type Reach,
  Resource,
  Rows,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Headers } from "../src/request/readHeaders.ts"
import { json } from "../src/Media.ts"
import type { DecodedRequest, Request } from "../src/Request.ts"
import { defaultLimits } from "../src/RestOptions.ts"
import { addressOf, type Target, targetOf } from "../src/request/address.ts"
import { settingsOf } from "../src/Settings.ts"

const all = {
  list: Access.everyone,
  get: Access.everyone,
  create: Access.everyone,
  update: Access.everyone,
  delete: Access.everyone,
  history: Access.everyone,
  restore: Access.everyone
}

/** One field of each column type, and one that nobody sees. */
export const Books = Resource.make("books", {
  fields: {
    title: Schema.String,
    pages: Field.integer,
    sold: Field.optional(Field.bigint),
    price: Field.optional(Field.numeric(10, 2)),
    weight: Field.optional(Field.float),
    lent: Field.optional(Field.boolean),
    published: Field.optional(Field.date),
    bought_at: Field.optional(Field.timestamptz),
    cover: Field.optional(Schema.Literals(["soft", "hard"])),
    shelf: Field.optional(Field.literals(["a", "b"], "library.shelf")),
    details: Field.optional(Field.jsonb()),
    raw: Field.optional(Field.json()),
    genres: Field.withDefault(Field.array("text"), []),
    secret: Field.optional(Field.writeOnly(Field.text))
  },
  access: all
})
export const column = (name: string) => Resource.columnOf(Books, name)
export const showing = (...names: ReadonlyArray<string>) => Projection.of(names.map(column))
/** Its uid is any text. */
export const Tags = Resource.make("tags", { uid: "text", fields: { name: Schema.String }, access: all })
/** Signed-in callers read; clients do nothing else. */
export const Notes = Resource.make("notes", {
  fields: { text: Schema.String },
  access: { list: Access.signedIn, get: Access.signedIn }
})
/** Librarians alone. */
export const Safes = Resource.make("safes", {
  fields: { code: Schema.String },
  access: {
    list: Access.group("librarians"),
    create: Access.group("librarians"),
    update: Access.group("librarians")
  }
})
/** Nothing counts its changes. */
export const Logs = Resource.make("logs", {
  fields: { line: Schema.String },
  audit: { version: false, last_updated_at: false },
  access: all
})

export const api = Api.make("library", { resources: [Books, Tags, Notes, Safes, Logs] })
export const limits = defaultLimits
export const uid = "0198c0de-0000-7000-8000-00000000abcd"
export const ann = Caller.user("ann", { requestId: "r-1" })
/** Ann's queries. */
export const reach: Reach = { caller: ann, links: api.links, bounds: settingsOf(api).bounds }
export const nobody = Caller.anonymous("r-1")

type Lines = { readonly [name: string]: string | ReadonlyArray<string> }
type Sketch = Partial<Omit<DecodedRequest, "headers" | "path">> & {
  readonly headers?: Lines
  readonly path?: string
}

/** A request in a test's words: `{ method: "PUT", path: "/books/1", body: "{}" }`. */
export const request = ({ headers = {}, path = "/books", ...rest }: Sketch = {}): DecodedRequest => ({
  method: "GET",
  path: path.slice(1).split("/"),
  prefix: "",
  query: [],
  headers: new Map(Object.entries(headers).map(([name, lines]) => [name, [lines].flat()])),
  headerCharacters: Object.entries(headers).reduce(
    (sum, [name, lines]) => sum + name.length + [lines].flat().join("").length,
    0
  ),
  body: null,
  bodyBytes: 0,
  targetBytes: 10,
  ...rest
})

/** A request as an adapter hands it over: its address may be unreadable. */
export const unread = (
  sketch: Omit<Sketch, "path" | "query"> & {
    readonly path?: string | null
    readonly query?: Request["query"]
  } = {}
): Request => {
  const { path = "/books", query = [], ...rest } = sketch
  return { ...request({ ...rest, path: path ?? "" }), query, ...(path === null ? { path } : {}) }
}

/** What a method is for at an address of a resource: `target("PUT", `/books/${uid}`)`. */
export const target = (
  method: string,
  path = "/books",
  headers: DecodedRequest["headers"] = new Map()
): Target =>
  Result.getOrThrow(
    Result.flatMap(addressOf(settingsOf(api), path.slice(1).split("/")), (address) =>
      targetOf(address, { method, query: [], headers })
    )
  )

/** What Ann may do, where she may. */
export const permit = <R extends Resource.Resource, A extends Act>(resource: R, act: A): Permit<R, A> =>
  Result.getOrThrow(authorise(resource, act, ann))
export const plainHeaders: Headers = {
  match: null,
  noneMatch: null,
  unmodifiedSince: null,
  modifiedSince: null,
  preferences: { unknown: [] },
  range: null,
  contentType: "application/json",
  read: null,
  media: json
}

/** These records, shown whole. */
export const shown = (resource: Resource.Resource, ...rows: ReadonlyArray<Values>): Rows.Answered<Values> =>
  Rows.fromValues(Projection.whole(resource), rows, (row) => Rows.keyOf(resource, row))

/** One book. */
export const emma = (values: Values = {}, resource: Resource.Resource = Books): Rows.Answered<Values> =>
  shown(resource, { uid, version: 3n, title: "Emma", ...values })

/** What failed, as its tag, its errors' codes, and its hint. */
export const refusal = <A, E extends object>(result: Result.Result<A, E>): E =>
  Result.getOrThrow(Result.flip(result))

/** What can be done where, one row per method: read by routing, by OPTIONS and 405, and by who describes the wire. */
import { type Act, offers, Resource } from "@pgcrest/core"

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"

interface Row<Kind, A> {
  readonly kind: Kind
  readonly act: A
  /** The types of body that are read; none where none is. */
  readonly takes: ReadonlyArray<string>
  /** The statuses of success. */
  readonly answers: ReadonlyArray<number>
}

interface At {
  /** As the log tells it: `/books/{uid}`. */
  readonly template: string
  readonly method: Method
}

/** The acts that are for a collection, and so for no uid. */
export type OfCollection = "list" | "create" | "upsert"
/** A route of a collection: it needs no uid. */
export type CollectionRoute = Row<"collection", OfCollection> & At
/** A route of a collection's query, which the body holds. */
export type QueryRoute = Row<"query", "list"> & At
/** A route of one record, of its history or one change in it, to another version of it, or out of its table. */
export type RecordRoute = Row<PlaceOfRecord, Exclude<Act, OfCollection>> & At
type PlaceOfRecord = "record" | "history" | "change" | "restore" | "purge"
/** A route of one record among its collection: what several fields identify is named by the query. */
export type KeyedRoute = Row<"keyed", "delete"> & At
/** A route of all records of a collection that a query finds. */
export type FilteredRoute = Row<"filtered", "update" | "delete"> & At
/** A row: what a method does at an address. */
export type Route = CollectionRoute | QueryRoute | RecordRoute | KeyedRoute | FilteredRoute

/** What can be done at one kind of address; nothing where there is no route. */
export interface Place<R extends Route> {
  /** As the log tells it. */
  readonly template: string
  readonly routes: ReadonlyArray<R>
}

/** A resource, with what can be done at its addresses. */
export interface Served {
  readonly resource: Resource.Resource
  readonly collection: Place<CollectionRoute | KeyedRoute | FilteredRoute>
  readonly query: Place<QueryRoute>
  readonly record: Place<RecordRoute>
  readonly history: Place<RecordRoute>
  readonly change: Place<RecordRoute>
  readonly restore: Place<RecordRoute>
  readonly purge: Place<RecordRoute>
}

/** The places of a resource, made once. Of `formats`, media types, each body of rows can be. */
export const servedAt = (resource: Resource.Resource, formats: ReadonlyArray<string> = []): Served => {
  const all = routes(resource).map((route) => taking(route, formats))
  const recordsAt = (kind: RecordRoute["kind"]): Place<RecordRoute> => ({
    template: templateOf(resource, kind),
    routes: all.filter((route): route is RecordRoute => route.kind === kind)
  })
  return {
    resource,
    collection: {
      template: templateOf(resource, "collection"),
      routes: all.filter(isOfCollection)
    },
    query: {
      template: templateOf(resource, "query"),
      routes: all.filter((route): route is QueryRoute => route.kind === "query")
    },
    record: recordsAt("record"),
    history: recordsAt("history"),
    change: recordsAt("change"),
    restore: recordsAt("restore"),
    purge: recordsAt("purge")
  }
}

function isOfCollection(route: Route): route is CollectionRoute | KeyedRoute | FilteredRoute {
  return route.kind === "collection" || route.kind === "keyed" || route.kind === "filtered"
}

/** Rows are what a POST of a collection brings. */
function taking<R extends Route>(route: R, formats: ReadonlyArray<string>): R {
  return route.kind === "collection" && route.method === "POST"
    ? { ...route, takes: [...route.takes, ...formats] }
    : route
}

/** The routes of a resource: what has no rule has none. */
export const routes = (resource: Resource.Resource): ReadonlyArray<Route> =>
  rowsOf(resource)
    .filter(({ act }) => offers(resource, act))
    .flatMap(({ methods, ...row }) =>
      methods.map((method) => ({ ...row, method, template: templateOf(resource, row.kind) }))
    )

type Described =
  | (typeof rows)[Act]
  | (typeof keyedRows)[keyof typeof keyedRows]
  | (typeof filteredRows)[number]
  | typeof queryRow
  | typeof changeRow

function rowsOf({ key }: Resource.Resource): ReadonlyArray<Described> {
  return Resource.soleColumn(key) === null
    ? [...Object.values(keyedRows), queryRow]
    : [...Object.values(rows), changeRow, ...filteredRows, queryRow]
}

const templateOf = ({ name }: Resource.Resource, kind: Route["kind"]): string => `/${name}${behind[kind]}`

const behind = {
  collection: "",
  keyed: "",
  filtered: "",
  query: "/query",
  record: "/{uid}",
  history: "/{uid}/history",
  change: "/{uid}/history/{version}",
  restore: "/{uid}/restore",
  purge: "/{uid}/purge"
}
const json = "application/json"
const mergePatch = "application/merge-patch+json"
const reads = ["GET", "HEAD"] as const

// Exhaustive: a new act does not compile until it has a row. In the order in which Allow lists the methods.
const rows = {
  list: { act: "list", kind: "collection", methods: reads, takes: [], answers: [200] },
  create: { act: "create", kind: "collection", methods: ["POST"], takes: [json], answers: [200, 201, 204] },
  upsert: { act: "upsert", kind: "collection", methods: ["POST"], takes: [json], answers: [200, 201, 204] },
  get: { act: "get", kind: "record", methods: reads, takes: [], answers: [200, 304] },
  replace: { act: "replace", kind: "record", methods: ["PUT"], takes: [json], answers: [200, 201, 204] },
  update: {
    act: "update",
    kind: "record",
    methods: ["PATCH"],
    takes: [json, mergePatch, "application/json-patch+json"],
    answers: [200, 204]
  },
  delete: { act: "delete", kind: "record", methods: ["DELETE"], takes: [], answers: [200, 204] },
  history: { act: "history", kind: "history", methods: reads, takes: [], answers: [200] },
  restore: { act: "restore", kind: "restore", methods: ["POST"], takes: [json], answers: [200, 201, 204] },
  purge: { act: "purge", kind: "purge", methods: ["POST"], takes: [], answers: [200, 204] }
} as const satisfies { readonly [A in Act]: RowOf<A> & { readonly methods: ReadonlyArray<Method> } }

/** One change by itself, of which a part can be asked for where the whole is too much. */
const changeRow = { ...rows.history, kind: "change" } as const

/** What GET of the collection does, for queries that are too long for an address. */
const queryRow = {
  act: "list",
  kind: "query",
  methods: ["POST"],
  takes: [json, "application/x-www-form-urlencoded"],
  answers: [200]
} as const

/** What is done to all records that a query finds; a JSON Patch is of one that a client has read. */
const filteredRows = [
  { ...rows.update, kind: "filtered", takes: [json, mergePatch] },
  { ...rows.delete, kind: "filtered" }
] as const

/** Of a resource whose records have no uid of their own: nothing but the collection has an address. */
const keyedRows = {
  list: rows.list,
  create: rows.create,
  delete: { ...rows.delete, kind: "keyed" }
} as const

type RowOf<A extends Act> = A extends OfCollection ? Row<"collection", A> : Row<PlaceOfRecord, A>

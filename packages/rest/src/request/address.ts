/** Which resource, or which of its records, a path names, and what can be done there. */
import { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import {
  type CollectionRoute,
  type KeyedRoute,
  type RecordRoute,
  type Route,
  type Served,
  templateOf
} from "./routes.ts"

/** A place with the routes that it has, one at least. */
export type Address = { readonly resource: Resource.Resource; readonly template: string } & (
  | { readonly uid: null; readonly routes: ReadonlyArray<CollectionRoute | KeyedRoute> }
  | { readonly uid: string; readonly routes: ReadonlyArray<RecordRoute> }
)

/** What a request is for: one route, at a place. */
export type Target =
  | (CollectionRoute & { readonly resource: Resource.Resource })
  | (RecordRoute & { readonly resource: Resource.Resource; readonly uid: string })
  /** Which record it is for is told by its query, and read once the caller is known. */
  | (KeyedRoute & { readonly resource: Resource.Resource; readonly query: DecodedRequest["query"] })

/** Finds the address of a path; a uid that none of the resource's can be is no address. */
export const addressOf = (
  { served }: { readonly served: ReadonlyMap<string, Served> },
  path: ReadonlyArray<string>
): Result.Result<Address, RequestFailure> => {
  const [name = "", id, last, ...more] = path
  const found = served.get(name)
  if (found === undefined || more.length > 0) return Result.fail(notFound)
  const { resource, routes } = found
  if (id === undefined) {
    const own = routes.filter((route) => route.kind === "collection" || route.kind === "keyed")
    return existing({ resource, template: templateOf(resource, "collection"), uid: null, routes: own })
  }
  const uid = readUid(resource, id)
  const kind = last === undefined ? "record" : last === "history" ? last : null
  if (uid === null || kind === null) return Result.fail(notFound)
  const own = routes.filter((route): route is RecordRoute => route.kind === kind)
  return existing({ resource, template: templateOf(resource, kind), uid, routes: own })
}

/** What a method does at an address; 405 where it does nothing. Of several fields that identify a record, the query tells which. */
export const targetOf = (
  address: Address,
  { method, query }: Pick<DecodedRequest, "method" | "query">
): Result.Result<Target, RequestFailure> => {
  const [target] = targets(address, method)
  if (target !== undefined) return Result.succeed(target.kind === "keyed" ? { ...target, query } : target)
  const allow = allowOf(address)
  return Result.fail({
    _tag: "MethodNotAllowed",
    allow,
    detail: `${address.template} has no ${method}.`,
    hint: `It has ${allow}.`
  })
}

/** The value of Allow: OPTIONS is everywhere. */
export const allowOf = ({ routes }: { readonly routes: ReadonlyArray<Route> }): string =>
  [...routes.map(({ method }) => method), "OPTIONS"].join(", ")

const notFound: RequestFailure = {
  _tag: "RouteNotFound",
  detail: "Nothing is at this address.",
  hint: "Addresses are /{resource}, /{resource}/{uid} and /{resource}/{uid}/history, without a slash at the end."
}

function existing(address: Address): Result.Result<Address, RequestFailure> {
  return address.routes.length === 0 ? Result.fail(notFound) : Result.succeed(address)
}

type Found = Exclude<Target, KeyedRoute> | (KeyedRoute & { readonly resource: Resource.Resource })

function targets(address: Address, method: string): ReadonlyArray<Found> {
  const { resource, uid } = address
  const asked = (route: Route) => route.method === method
  return uid === null
    ? address.routes.filter(asked).map((route) => ({ ...route, resource }))
    : address.routes.filter(asked).map((route) => ({ ...route, resource, uid }))
}

function readUid({ key }: Resource.Resource, text: string): string | null {
  return Resource.isAddress(text) && Resource.soleColumn(key) !== null ? Resource.readUid(key, text) : null
}

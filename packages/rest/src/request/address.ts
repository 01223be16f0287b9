/** Which resource, or which of its records, a path names, and what can be done there. */
import { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import { type CollectionRoute, type KeyedRoute, type RecordRoute, type Route, type Served } from "./routes.ts"

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
  const [name = "", id, last] = path
  const found = served.get(name)
  if (found === undefined || path.length > 3) return Result.fail(notFound)
  const { resource } = found
  if (id === undefined) return existing({ resource, uid: null, ...found.collection })
  const uid = readUid(resource, id)
  const place = last === undefined ? found.record : last === "history" ? found.history : null
  return uid === null || place === null ? Result.fail(notFound) : existing({ resource, uid, ...place })
}

/** What a method does at an address; 405 where it does nothing. Of several fields that identify a record, the query tells which. */
export const targetOf = (
  address: Address,
  { method, query }: Pick<DecodedRequest, "method" | "query">
): Result.Result<Target, RequestFailure> => {
  const target = targetAt(address, method)
  if (target !== null) return Result.succeed(target.kind === "keyed" ? { ...target, query } : target)
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

function targetAt(address: Address, method: string): Found | null {
  const { resource, uid } = address
  if (uid === null) {
    const route = address.routes.find((route) => route.method === method)
    return route === undefined ? null : { ...route, resource }
  }
  const route = address.routes.find((route) => route.method === method)
  return route === undefined ? null : { ...route, resource, uid }
}

function readUid({ key }: Resource.Resource, text: string): string | null {
  return Resource.isAddress(text) && Resource.soleColumn(key) !== null ? Resource.readUid(key, text) : null
}

/** Which resource, or which of its records, a path names, and what can be done there. */
import { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import type {
  CollectionRoute,
  FilteredRoute,
  KeyedRoute,
  QueryRoute,
  RecordRoute,
  Route,
  Served
} from "./routes.ts"
import { postedAct } from "./postedAct.ts"

/** A place with the routes that it has, one at least. */
export type Address = { readonly resource: Resource.Resource; readonly template: string } & (
  | {
      readonly uid: null
      readonly routes: ReadonlyArray<CollectionRoute | KeyedRoute | FilteredRoute | QueryRoute>
    }
  | {
      readonly uid: string
      /** The change that is asked for, of a record's history; null for none by itself. */
      readonly version: bigint | null
      readonly routes: ReadonlyArray<RecordRoute | QueryRoute>
    }
)

/** What a request is for: one route, at a place. */
export type Target =
  | ((CollectionRoute | FilteredRoute | QueryRoute) & { readonly resource: Resource.Resource })
  | (RecordRoute & {
      readonly resource: Resource.Resource
      readonly uid: string
      readonly version: bigint | null
    })
  /** Which record it is for is told by its query, and read once the caller is known. */
  | (KeyedRoute & { readonly resource: Resource.Resource; readonly query: DecodedRequest["query"] })

/** Finds the address of a path; a uid that none of the resource's can be is no address. */
export const addressOf = (
  { served }: { readonly served: ReadonlyMap<string, Served> },
  path: ReadonlyArray<string>
): Result.Result<Address, RequestFailure> => {
  const [name = "", id, last, number] = path
  const found = served.get(name)
  if (found === undefined || path.length > 4) return Result.fail(notFound)
  const { resource } = found
  if (id === undefined) return existing({ resource, uid: null, ...found.collection })
  const uid = readUid(resource, id)
  if (id === "query" && last === undefined) return existing(queryAddress(found, uid))
  const version = number === undefined ? null : versionIn(number)
  const place = placeIn(found, last, version)
  return uid === null || place === null || (number !== undefined && version === null)
    ? Result.fail(notFound)
    : existing({ resource, uid, version, ...place })
}

/** By what stands behind the uid; of a history alone a version may stand behind that. */
function placeIn(found: Served, last: string | undefined, version: bigint | null) {
  if (version !== null) return last === "history" ? found.change : null
  if (last === undefined) return found.record
  return last === "history" || last === "restore" || last === "purge" ? found[last] : null
}

/** As a change tells it; null for what none can be. */
function versionIn(text: string): bigint | null {
  return /^[1-9]\d{0,18}$/u.test(text) && BigInt(text) < 2n ** 63n ? BigInt(text) : null
}

/** Also a record's, where a uid can read so: POST is for no record. */
function queryAddress({ query, record, resource }: Served, uid: string | null): Address {
  return uid === null
    ? { resource, uid, ...query }
    : {
        resource,
        uid,
        version: null,
        template: record.template,
        routes: [...record.routes, ...query.routes]
      }
}

type Asked = Pick<DecodedRequest, "method" | "query" | "headers">

/** What a method does at an address; 405 where it does nothing. Of several fields that identify a record, the query tells which. */
export const targetOf = (address: Address, request: Asked): Result.Result<Target, RequestFailure> => {
  const { method, query } = request
  const target = targetAt(address, request)
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
  [...new Set(routes.map(({ method }) => method)), "OPTIONS"].join(", ")

const notFound: RequestFailure = {
  _tag: "RouteNotFound",
  detail: "Nothing is at this address.",
  hint: "Addresses are /{resource}, /{resource}/{uid}, /{resource}/{uid}/history, /{resource}/{uid}/restore and /{resource}/{uid}/purge, without a slash at the end."
}

function existing(address: Address): Result.Result<Address, RequestFailure> {
  return address.routes.length === 0 ? Result.fail(notFound) : Result.succeed(address)
}

type Found = Exclude<Target, KeyedRoute> | (KeyedRoute & { readonly resource: Resource.Resource })

function targetAt(address: Address, { method, headers }: Asked): Found | null {
  const { resource } = address
  if (address.uid === null) {
    const route = address.routes.find((route) => route.method === method)
    if (route === undefined) return null
    // Of two that POST can do, the one that is asked for, also where the resource offers the other alone.
    return route.kind === "collection" && method === "POST"
      ? { ...route, resource, act: postedAct(headers) }
      : { ...route, resource }
  }
  const route = address.routes.find((route) => route.method === method)
  if (route === undefined) return null
  const { uid, version } = address
  return route.kind === "query" ? { ...route, resource } : { ...route, resource, uid, version }
}

/** A uid as an address has it; null for what none of the resource's can be. */
export function readUid({ key }: Resource.Resource, text: string): string | null {
  return Resource.isAddress(text) && Resource.soleColumn(key) !== null ? Resource.readUid(key, text) : null
}

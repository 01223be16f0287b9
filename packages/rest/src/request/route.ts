/** Which resource a path names, and what can be done there. */
import { offers, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Request } from "../Request.ts"
import type { Settings } from "../Settings.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"

export type Route = {
  readonly resource: Resource.Resource
  /** As the log tells it: `/books/{uid}`. */
  readonly template: string
  /** The methods that have a rule, HEAD with GET, OPTIONS always. */
  readonly methods: ReadonlyArray<string>
} & ({ readonly kind: "collection" } | { readonly kind: "item" | "history"; readonly uid: string })

const notFound: RequestFailure = {
  _tag: "RouteNotFound",
  detail: "Nothing is at this address.",
  hint: "Addresses are /{resource}, /{resource}/{uid} and /{resource}/{uid}/history, without a slash at the end."
}

/** Finds the route of a path; a uid that none of the resource's can be is no address. */
export const routeOf = (
  { resources }: Pick<Settings, "resources">,
  path: ReadonlyArray<string>
): Result.Result<Route, RequestFailure> => {
  const [name = "", id, last, ...more] = path
  const resource = resources.get(name)
  if (resource === undefined || more.length > 0) return Result.fail(notFound)
  if (id === undefined)
    return offered({
      kind: "collection",
      resource,
      template: `/${name}`,
      methods: collectionMethods(resource)
    })
  const uid = readUid(resource, id)
  if (uid === null) return Result.fail(notFound)
  if (last === undefined)
    return offered({
      kind: "item",
      resource,
      uid,
      template: `/${name}/{uid}`,
      methods: itemMethods(resource)
    })
  if (last !== "history") return Result.fail(notFound)
  const methods = offers(resource, "history") ? ["GET", "HEAD"] : []
  return offered({ kind: "history", resource, uid, template: `/${name}/{uid}/history`, methods })
}

const known: ReadonlySet<string> = new Set(
  "GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT TRACE QUERY".split(" ")
)

/** Methods are case-sensitive (RFC 9110 §9.1): `patch` is unknown, 501; a known one without a rule here is 405. */
export const checkMethod = ({ method }: Request): RequestFailure | null =>
  known.has(method)
    ? null
    : {
        _tag: "MethodUnknown",
        detail: "This method is not known here.",
        hint: "Methods are spelt in upper case: GET, PATCH."
      }

/** Whether the route has this method. */
export const checkAllowed = ({ methods, template }: Route, method: string): RequestFailure | null => {
  if (method === "OPTIONS" || methods.includes(method)) return null
  const allow = allowOf(methods)
  return {
    _tag: "MethodNotAllowed",
    allow,
    detail: `${template} has no ${method}.`,
    hint: `It has ${allow}.`
  }
}

export const allowOf = (methods: ReadonlyArray<string>): string => [...methods, "OPTIONS"].join(", ")

function offered(route: Route): Result.Result<Route, RequestFailure> {
  return route.methods.length === 0 ? Result.fail(notFound) : Result.succeed(route)
}

function collectionMethods(resource: Resource.Resource): ReadonlyArray<string> {
  return [
    ...(offers(resource, "list") ? ["GET", "HEAD"] : []),
    ...(offers(resource, "create") ? ["POST"] : [])
  ]
}

function itemMethods(resource: Resource.Resource): ReadonlyArray<string> {
  return [
    ...(offers(resource, "get") ? ["GET", "HEAD"] : []),
    ...(offers(resource, "replace") ? ["PUT"] : []),
    ...(offers(resource, "update") ? ["PATCH"] : []),
    ...(offers(resource, "delete") ? ["DELETE"] : [])
  ]
}

function readUid({ audit, columns }: Resource.Resource, text: string): string | null {
  // Links to dot segments lead elsewhere (RFC 3986 §5.2.4).
  if (text === "" || text === "." || text === "..") return null
  const read = columns.get(audit.uid)?.cell.parse
  const uid = read === null || read === undefined ? null : Result.getOrElse(read(text), () => null)
  return typeof uid === "string" ? uid : null
}

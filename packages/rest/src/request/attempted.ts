/** What a request was about, as far as its address and method tell: for who must know although it was refused. */
import type { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseKey } from "../query/parseKey.ts"
import { isDecoded, type Request } from "../Request.ts"
import { addressOf, readUid, targetOf } from "./address.ts"
import type { Served } from "./routes.ts"

/** Who was to do what with which record. */
export interface Attempted {
  readonly resource: Resource.Resource
  /** Null for no single record, or one that is yet to come. */
  readonly uid: string | null
  /** Null where the routes of the resource do not tell. */
  readonly act: string | null
}

/** Null of what stands beside the resources. */
export const attemptedIn = (
  settings: { readonly served: ReadonlyMap<string, Served> },
  request: Request
): Attempted | null => {
  const [name = "", id] = request.path ?? []
  const resource = settings.served.get(name)?.resource
  if (resource === undefined || !isDecoded(request)) return null
  const target = Result.flatMap(addressOf(settings, request.path), (address) => targetOf(address, request))
  if (Result.isFailure(target))
    return { resource, uid: id === undefined ? null : readUid(resource, id), act: null }
  const { act, kind } = target.success
  if (kind === "keyed")
    return { resource, uid: Result.getOrElse(parseKey(resource, request.query), () => null), act }
  return { resource, uid: "uid" in target.success ? target.success.uid : null, act }
}

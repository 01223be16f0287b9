/** What a caller may do at a request's target, with the permit that its command takes. */
import { type Act, authorise, type Caller, type Permit, type Refused, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { parseKey } from "../query/parseKey.ts"
import type { Target } from "./address.ts"
import type { FilteredRoute, OfCollection } from "./routes.ts"

type Of<A extends Act> = { readonly act: A; readonly permit: Permit<Resource.Resource, A> }

/** An act with its own permit, and the uid of the record that it is for. */
export type Permitted =
  | { readonly [A in OfCollection]: Of<A> }[OfCollection]
  | {
      readonly [A in Exclude<Act, OfCollection | "history">]: Of<A> & { readonly uid: string }
    }[Exclude<Act, OfCollection | "history">]
  /** Of all of a record's changes, or of one. */
  | (Of<"history"> & { readonly uid: string; readonly version: bigint | null })
  /** Of all records that the query finds. */
  | { readonly [A in Filtering]: Of<A> & { readonly uid: null } }[Filtering]

type Filtering = FilteredRoute["act"]

type Judged<A extends Act> = Result.Result<Of<A>, Refused>

/** Exhaustive: a new act does not compile until it has its permit here. */
export const permittedAt = (
  target: Target,
  caller: Caller.Caller
): Result.Result<Permitted, Refused | RequestFailure> => {
  switch (target.act) {
    case "list":
      return judged(target, target.act, caller)
    case "create":
      return judged(target, target.act, caller)
    case "upsert":
      return judged(target, target.act, caller)
    case "get":
      return ofRecord(target, target.act, caller)
    case "replace":
      return ofRecord(target, target.act, caller)
    case "update":
      return target.kind === "filtered"
        ? ofFound(target, target.act, caller)
        : ofRecord(target, target.act, caller)
    case "delete":
      if (target.kind === "filtered") return ofFound(target, target.act, caller)
      return target.kind === "keyed"
        ? Result.flatMap(judged(target, target.act, caller), (permitted) =>
            Result.map(parseKey(target.resource, target.query), (uid) => ({ ...permitted, uid }))
          )
        : ofRecord(target, target.act, caller)
    case "history":
      return Result.map(ofRecord(target, target.act, caller), (permitted) => ({
        ...permitted,
        version: target.version
      }))
    case "restore":
      return ofRecord(target, target.act, caller)
    case "purge":
      return ofRecord(target, target.act, caller)
  }
}

interface Place {
  readonly resource: Resource.Resource
}

function judged<A extends Act>({ resource }: Place, act: A, caller: Caller.Caller): Judged<A> {
  return Result.map(authorise(resource, act, caller), (permit) => ({ act, permit }))
}

function ofRecord<A extends Act>(
  { resource, uid }: Place & { readonly uid: string },
  act: A,
  caller: Caller.Caller
) {
  return Result.map(authorise(resource, act, caller), (permit) => ({ act, permit, uid }))
}

function ofFound<A extends Filtering>({ resource }: Place, act: A, caller: Caller.Caller) {
  return Result.map(authorise(resource, act, caller), (permit) => ({ act, permit, uid: null }))
}

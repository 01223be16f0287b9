/** What a caller may do at a request's target, with the permit that its command takes. */
import {
  type Act,
  authorise,
  type Caller,
  type NotPermitted,
  type Permit,
  type Resource,
  type Unauthenticated
} from "@pgcrest/core"
import * as Result from "effect/Result"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { parseKey } from "../query/parseKey.ts"
import type { Target } from "./address.ts"
import type { OfCollection } from "./routes.ts"

type Of<A extends Act> = { readonly act: A; readonly permit: Permit<Resource.Resource, A> }

/** An act with its own permit, and the uid of the record that it is for. */
export type Permitted =
  | { readonly [A in OfCollection]: Of<A> }[OfCollection]
  | {
      readonly [A in Exclude<Act, OfCollection>]: Of<A> & { readonly uid: string }
    }[Exclude<Act, OfCollection>]

type Judged<A extends Act> = Result.Result<Of<A>, Unauthenticated | NotPermitted>

/** Exhaustive: a new act does not compile until it has its permit here. */
export const permittedAt = (
  target: Target,
  caller: Caller.Caller
): Result.Result<Permitted, Unauthenticated | NotPermitted | RequestFailure> => {
  const judge = <A extends Act>(act: A): Judged<A> =>
    Result.map(authorise(target.resource, act, caller), (permit) => ({ act, permit }))
  switch (target.act) {
    case "list":
      return judge(target.act)
    case "create":
      return judge(target.act)
    case "get":
      return ofRecord(target, judge(target.act))
    case "replace":
      return ofRecord(target, judge(target.act))
    case "update":
      return ofRecord(target, judge(target.act))
    case "delete":
      return target.kind === "keyed"
        ? Result.flatMap(judge(target.act), (permitted) =>
            Result.map(parseKey(target.resource, target.query), (uid) => ({ ...permitted, uid }))
          )
        : ofRecord(target, judge(target.act))
    case "history":
      return ofRecord(target, judge(target.act))
  }
}

function ofRecord<A extends Act>({ uid }: { readonly uid: string }, judged: Judged<A>) {
  return Result.map(judged, (permitted) => ({ ...permitted, uid }))
}

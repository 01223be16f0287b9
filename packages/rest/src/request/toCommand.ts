/** A request at its route as a core command: what is asked, without the database. */
import { type Command, type Guard, Projection, type Resource, resolve, resolveSelect } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseHistoryQuery, parseItemQuery, parseNoQuery, parseQuery } from "../query/parseQuery.ts"
import { queryFailure } from "../query/queryFailure.ts"
import type { Target } from "./address.ts"
import { conditionOf, type Headers } from "./readHeaders.ts"
import { readBody } from "./readBody.ts"
import type { DecodedRequest } from "../Request.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"

type ToCommand = Result.Result<Command.Command<Resource.Resource>, RequestFailure>

/** A request at a route that its caller may use. */
export interface GuardedRequest {
  readonly request: DecodedRequest
  readonly target: Target
  readonly guard: Guard
  readonly headers: Headers
  readonly limits: Limits
  readonly requireMatch: boolean
}

/** Query first, then conditions, then the body: the order in which failures answer. */
export const toCommand = (guarded: GuardedRequest): ToCommand => {
  const { guard, limits, request, target } = guarded
  const { resource } = target
  switch (target.act) {
    case "list":
      return toList(guarded)
    case "create":
      return toCreate(guarded)
    case "get":
      return Result.map(projectionOf(resource, request.query), (projection) => ({
        _tag: "Get",
        resource,
        guard,
        uid: target.uid,
        projection,
        lock: null
      }))
    case "history":
      return Result.map(parseHistoryQuery(request.query, limits), (page) => ({
        _tag: "History",
        resource,
        guard,
        uid: target.uid,
        ...page
      }))
    case "replace":
    case "update":
    case "delete":
      return toWrite(guarded, target.act, { resource, guard, uid: target.uid })
  }
}

function toList({ request, target: { resource }, guard, headers, limits }: GuardedRequest): ToCommand {
  const count = headers.preferences.count === "exact"
  return Result.flatMap(parseQuery(request.query, limits, count), (syntax) =>
    Result.flatMap(Result.mapError(resolve(resource, syntax), queryFailure), (query) =>
      untagged(headers, { _tag: "List", resource, guard, query })
    )
  )
}

function projectionOf(resource: Resource.Resource, pairs: DecodedRequest["query"]) {
  return Result.flatMap(parseItemQuery(pairs), (select) =>
    Result.mapError(resolveSelect(resource, select), queryFailure)
  )
}

function toCreate({ request, target: { resource }, guard, headers, limits }: GuardedRequest): ToCommand {
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readBody(request, limits.depth), (values) =>
      untagged(headers, { _tag: "Create", resource, guard, values })
    )
  )
}

/** A collection has no tag, so that If-Match names it with `*` only. */
function untagged({ match }: Headers, command: Command.Command<Resource.Resource>): ToCommand {
  return match === null || match === "*"
    ? Result.succeed(command)
    : Result.fail({ _tag: "ConditionFailed", detail: "A collection has no entity tag, so none can match." })
}

function toWrite(
  { request, headers, limits, requireMatch }: GuardedRequest,
  act: "replace" | "update" | "delete",
  one: { readonly resource: Resource.Resource; readonly guard: Guard; readonly uid: string }
): ToCommand {
  return Result.flatMap(parseNoQuery(request.query), (): ToCommand => {
    // Other tags in If-None-Match than * would let what nobody has seen be overwritten.
    if (requireMatch && headers.match === null && headers.noneMatch !== "*")
      return Result.fail(conditionRequired)
    const condition = conditionOf(headers)
    const returned = headers.preferences.return
    if (act === "delete")
      return Result.succeed({
        _tag: "Delete",
        ...one,
        condition,
        projection: returned === "representation" ? Projection.whole(one.resource) : Projection.none
      })
    return Result.map(readBody(request, limits.depth), (values) =>
      act === "replace"
        ? { _tag: "Replace", ...one, values, condition }
        : {
            _tag: "Update",
            ...one,
            values,
            condition,
            merge: headers.contentType === "application/merge-patch+json",
            projection: returned === "minimal" ? Projection.none : Projection.whole(one.resource)
          }
    )
  })
}

const conditionRequired: RequestFailure = {
  _tag: "ConditionRequired",
  detail: "Writes here need If-Match, so that nobody overwrites what they have not seen.",
  hint: "Send If-Match with the ETag that you read, or the version in quotes; If-None-Match: * for a new record.",
  errors: [{ header: "if-match", code: "required", detail: "is required" }]
}

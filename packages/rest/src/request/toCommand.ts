/** A request at its route as a core command: what is asked, without the database. */
import {
  type Command,
  countFor,
  Projection,
  type QuerySyntax,
  Resource,
  resolve,
  resolveSelect
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionRequired, type RequestFailure } from "../problem/RequestFailure.ts"
import { parseNoQuery } from "../query/onlyWords.ts"
import { parseHistoryQuery } from "../query/parseHistoryQuery.ts"
import { parseItemQuery } from "../query/parseItemQuery.ts"
import { parseQuery } from "../query/parseQuery.ts"
import { unresolved } from "../query/unresolved.ts"
import type { Permitted } from "./permitted.ts"
import type { PermittedRequest, ToCommand } from "./PermittedRequest.ts"
import { readBody, readPatch } from "./readBody.ts"
import { projectionOf, untagged } from "./untagged.ts"
import { conditionOf, type Headers } from "./readHeaders.ts"
import { toCreate, toDeleteMany, toUpdateMany, toUpsert } from "./toWriteMany.ts"

type For<A> = Extract<Permitted, { readonly act: A; readonly uid: string }>

/** Query first, then conditions, then the body: the order in which failures answer. Exhaustive over the acts. */
export const toCommand = (asked: PermittedRequest): ToCommand => {
  const { limits, permitted, request } = asked
  switch (permitted.act) {
    case "list":
      return toList(asked, permitted)
    case "create":
      return toCreate(asked, permitted.permit)
    case "upsert":
      return toUpsert(asked, permitted.permit)
    case "get": {
      const { permit, uid } = permitted
      return Result.map(selectedOf(asked, permit.resource), (projection) => ({
        _tag: "Get",
        permit,
        uid,
        projection
      }))
    }
    case "history": {
      const { permit, uid } = permitted
      return Result.flatMap(parseHistoryQuery(request.query, limits), (asks) =>
        untagged(asked.headers, { _tag: "History", permit, uid, ...asks })
      )
    }
    case "replace":
      return toReplace(asked, permitted)
    case "update":
      return permitted.uid === null ? toUpdateMany(asked, permitted.permit) : toUpdate(asked, permitted)
    case "delete":
      return permitted.uid === null ? toDeleteMany(asked, permitted.permit) : toDelete(asked, permitted)
  }
}

function toList(
  { request, headers, limits, reach }: PermittedRequest,
  { permit }: Extract<Permitted, { readonly act: "list" }>
): ToCommand {
  // A part is told of the whole.
  const count = headers.preferences.count ?? (headers.range === null ? null : "exact")
  return Result.flatMap(parseQuery(request.query, limits, count), (syntax) =>
    Result.flatMap(unresolved(resolve(permit.resource, withinRange(syntax, headers), reach)), (query) =>
      untagged(headers, { _tag: "List", permit, query: { ...query, count: countFor(permit, query) } })
    )
  )
}

function selectedOf({ limits, reach, request }: PermittedRequest, resource: Resource.Resource) {
  return Result.flatMap(parseItemQuery(request.query, limits), (showing) =>
    unresolved(resolveSelect(resource, showing, reach))
  )
}

/** The part that the header asks for, as far as the query's own page goes from there; a query that says where it begins is not parted. */
function withinRange(syntax: QuerySyntax.QuerySyntax, { range }: Headers): QuerySyntax.QuerySyntax {
  const { cursor, limit, offset } = syntax.page
  if (range === null || cursor !== null || offset > 0) return syntax
  const length = range.last === null ? limit : range.last - range.first + 1
  return { ...syntax, page: { cursor, limit: Math.min(limit, length), offset: range.first } }
}

function toReplace(asked: PermittedRequest, { permit, uid }: For<"replace">): ToCommand {
  return Result.flatMap(conditionFor(asked), (condition) =>
    Result.map(readBody(asked.request, asked.limits), (values) => ({
      _tag: "Replace",
      permit,
      uid,
      values,
      condition
    }))
  )
}

function toUpdate(asked: PermittedRequest, { permit, uid }: For<"update">): ToCommand {
  const { headers, limits, request } = asked
  const { contentType, preferences } = headers
  const projection = projectionOf(permit.resource, preferences)
  return Result.flatMap(conditionFor(asked), (condition): ToCommand => {
    const target = { permit, uid, condition, projection }
    if (contentType === "application/json-patch+json")
      return Result.map(readPatch(request, limits), (operations) => ({
        _tag: "Patch",
        ...target,
        operations
      }))
    const merge = contentType === "application/merge-patch+json"
    return Result.map(readBody(request, limits), (values) => ({ _tag: "Update", ...target, values, merge }))
  })
}

function toDelete(asked: PermittedRequest, { permit, uid }: For<"delete">): ToCommand {
  const isShown = asked.headers.preferences.return === "representation"
  const isNamedByQuery = Resource.soleColumn(permit.resource.key) === null
  return Result.map(isNamedByQuery ? boundTo(asked) : conditionFor(asked), (condition) => ({
    _tag: "Delete",
    permit,
    uid,
    condition,
    projection: isShown ? Projection.whole(permit.resource) : Projection.none
  }))
}

/** What a write of one record is bound to; it has no query. */
function conditionFor(asked: PermittedRequest): Result.Result<Command.Condition, RequestFailure> {
  return Result.flatMap(parseNoQuery(asked.request.query), () => boundTo(asked))
}

// Other tags in If-None-Match than * would let what nobody has seen be overwritten.
function boundTo({
  headers,
  requireMatch
}: PermittedRequest): Result.Result<Command.Condition, RequestFailure> {
  return requireMatch && headers.match === null && headers.noneMatch !== "*"
    ? Result.fail(conditionRequired)
    : Result.succeed(conditionOf(headers))
}

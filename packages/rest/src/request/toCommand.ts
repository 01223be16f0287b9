/** A request at its route as a core command: what is asked, without the database. */
import {
  type Command,
  countFor,
  Projection,
  type QuerySyntax,
  type Reach,
  type Refused,
  Resource,
  resolve,
  resolveSelect,
  type Unresolved
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionFailed, type RequestFailure } from "../problem/RequestFailure.ts"
import { parseHistoryQuery, parseItemQuery, parseNoQuery, parseQuery } from "../query/parseQuery.ts"
import { queryFailure } from "../query/queryFailure.ts"
import type { DecodedRequest } from "../Request.ts"
import type { Limits } from "../RestOptions.ts"
import type { Permitted } from "./permitted.ts"
import { readBody } from "./readBody.ts"
import { conditionOf, type Headers } from "./readHeaders.ts"

type ToCommand = Result.Result<Command.ClientCommand, RequestFailure | Refused>
type For<A> = Extract<Permitted, { readonly act: A }>

/** A request for what its caller may do. */
export interface PermittedRequest {
  readonly request: DecodedRequest
  readonly permitted: Permitted
  readonly headers: Headers
  readonly limits: Limits
  readonly requireMatch: boolean
  /** Whose query it is, and where it may lead. */
  readonly reach: Reach
}

/** Query first, then conditions, then the body: the order in which failures answer. Exhaustive over the acts. */
export const toCommand = (asked: PermittedRequest): ToCommand => {
  const { limits, permitted, request } = asked
  switch (permitted.act) {
    case "list":
      return toList(asked, permitted)
    case "create":
      return toCreate(asked, permitted)
    case "get": {
      const { permit, uid } = permitted
      return Result.map(projectionOf(asked, permit.resource), (projection) => ({
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
      return toUpdate(asked, permitted)
    case "delete":
      return toDelete(asked, permitted)
  }
}

function toList(
  { request, headers, limits, reach }: PermittedRequest,
  { permit }: For<"list">
): ToCommand {
  // A part is told of the whole.
  const count = headers.preferences.count ?? (headers.range === null ? null : "exact")
  return Result.flatMap(parseQuery(request.query, limits, count), (syntax) =>
    Result.flatMap(unresolved(resolve(permit.resource, withinRange(syntax, headers), reach)), (query) =>
      untagged(headers, { _tag: "List", permit, query: { ...query, count: countFor(permit, query) } })
    )
  )
}

function projectionOf({ reach, request }: PermittedRequest, resource: Resource.Resource) {
  return Result.flatMap(
    parseItemQuery(request.query),
    (select: ReadonlyArray<QuerySyntax.ItemSyntax> | null) =>
      unresolved(resolveSelect(resource, select, reach))
  )
}

/** The part that the header asks for, as far as the query's own page goes from there; a query that says where it begins is not parted. */
function withinRange(syntax: QuerySyntax.QuerySyntax, { range }: Headers): QuerySyntax.QuerySyntax {
  const { cursor, limit, offset } = syntax.page
  if (range === null || cursor !== null || offset > 0) return syntax
  const length = range.last === null ? limit : range.last - range.first + 1
  return { ...syntax, page: { cursor, limit: Math.min(limit, length), offset: range.first } }
}

/** A query that leads where its caller may not go is refused as a request for it would be. */
function unresolved<A>(
  resolved: Result.Result<A, Unresolved>
): Result.Result<A, RequestFailure | Refused> {
  return Result.mapError(resolved, (failure) => ("fault" in failure ? queryFailure(failure) : failure))
}

function toCreate({ request, headers, limits }: PermittedRequest, { permit }: For<"create">): ToCommand {
  return Result.flatMap(parseNoQuery(request.query), () =>
    Result.flatMap(readBody(request, limits.depth), (values) =>
      untagged(headers, { _tag: "Create", permit, values })
    )
  )
}

/** A collection has no tag, nor has a history, so that If-Match names it with `*` only. */
function untagged({ match }: Headers, command: Command.ClientCommand): ToCommand {
  return match === null || match === "*"
    ? Result.succeed(command)
    : Result.fail(conditionFailed("There is no entity tag at this address, so none can match."))
}

function toReplace(asked: PermittedRequest, { permit, uid }: For<"replace">): ToCommand {
  return Result.flatMap(conditionFor(asked), (condition) =>
    Result.map(readBody(asked.request, asked.limits.depth), (values) => ({
      _tag: "Replace",
      permit,
      uid,
      values,
      condition
    }))
  )
}

function toUpdate(asked: PermittedRequest, { permit, uid }: For<"update">): ToCommand {
  const { contentType, preferences } = asked.headers
  return Result.flatMap(conditionFor(asked), (condition) =>
    Result.map(readBody(asked.request, asked.limits.depth), (values) => ({
      _tag: "Update",
      permit,
      uid,
      values,
      condition,
      merge: contentType === "application/merge-patch+json",
      projection: preferences.return === "minimal" ? Projection.none : Projection.whole(permit.resource)
    }))
  )
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

const conditionRequired: RequestFailure = {
  _tag: "ConditionRequired",
  detail: "Writes here need If-Match, so that nobody overwrites what they have not seen.",
  hint: "Send If-Match with the ETag that you read, or the version in quotes; If-None-Match: * for a new record.",
  errors: [{ header: "if-match", code: "required", detail: "is required" }]
}

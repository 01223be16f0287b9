/** A request at its route as a core command: what is asked, without the database. */
import {
  type Command,
  countFor,
  type Query,
  type QuerySyntax,
  Resource,
  resolve,
  resolveSelect
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionRequired, type RequestFailure } from "../problem/RequestFailure.ts"
import { toHistory } from "./toHistory.ts"
import { parseItemQuery } from "../query/parseItemQuery.ts"
import { parseQuery } from "../query/parseQuery.ts"
import { unresolved } from "../query/unresolved.ts"
import type { Permitted } from "./permitted.ts"
import type { PermittedRequest, ToCommand } from "./PermittedRequest.ts"
import { readBody, readPatch } from "./readBody.ts"
import { untagged } from "./untagged.ts"
import { conditionOf, type Headers } from "./readHeaders.ts"
import { removedShown, writtenShown } from "./writtenShown.ts"
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
      const past = asked.moment === null ? {} : { asOf: { moment: asked.moment, snapshot: null } }
      return Result.map(selectedOf(asked, permit.resource), (projection) => ({
        _tag: "Get",
        permit,
        uid,
        projection,
        ...past
      }))
    }
    case "history": {
      return Result.flatMap(toHistory(permitted, { pairs: request.query, limits }), (command) =>
        untagged(asked.headers, command)
      )
    }
    case "restore":
      return toRestore(asked, permitted)
    case "purge":
      return toDelete(asked, permitted)
    case "replace":
      return toReplace(asked, permitted)
    case "update":
      return permitted.uid === null ? toUpdateMany(asked, permitted.permit) : toUpdate(asked, permitted)
    case "delete":
      return permitted.uid === null ? toDeleteMany(asked, permitted.permit) : toDelete(asked, permitted)
  }
}

function toList(
  { request, headers, limits, moment, reach, since }: PermittedRequest,
  { permit }: Extract<Permitted, { readonly act: "list" }>
): ToCommand {
  // A part is told of the whole.
  const count = headers.preferences.count ?? (headers.range === null ? null : "exact")
  const past = {
    ...(moment === null ? {} : { asOf: moment }),
    ...(since === null ? {} : { since: since.moment })
  }
  return Result.flatMap(parseQuery(request.query, limits, count), (syntax) => {
    const unfit = since === null ? null : since.unfit(syntax)
    if (unfit !== null) return Result.fail(unfit)
    return Result.flatMap(
      unresolved(resolve(permit.resource, { ...withinRange(syntax, headers), ...past }, reach)),
      (query) => untagged(headers, listed(permit, query))
    )
  })
}

function listed(
  permit: Command.List["permit"],
  query: Query.Query | Query.Comparison
): Command.List | Command.Compare {
  const count = countFor(permit, query)
  return "since" in query
    ? { _tag: "Compare", permit, query: { ...query, count } }
    : { _tag: "List", permit, query: { ...query, count } }
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
  const { limits, request } = asked
  return Result.flatMap(writtenShown(asked, permit.resource, request.query), (projection) =>
    Result.flatMap(boundTo(asked), (condition) =>
      Result.map(readBody(request, limits), (values) => ({
        _tag: "Replace",
        permit,
        uid,
        values,
        condition,
        projection
      }))
    )
  )
}

function toUpdate(asked: PermittedRequest, { permit, uid }: For<"update">): ToCommand {
  const { headers, limits, request } = asked
  const { contentType } = headers
  return Result.flatMap(writtenShown(asked, permit.resource, request.query), (projection) =>
    Result.flatMap(boundTo(asked), (condition): ToCommand => {
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
  )
}

function toRestore(asked: PermittedRequest, { permit, uid }: For<"restore">): ToCommand {
  const { limits, request } = asked
  return Result.flatMap(writtenShown(asked, permit.resource, request.query), (projection) =>
    Result.flatMap(boundTo(asked), (condition) =>
      Result.map(readBody(request, limits, "the version"), (target) => ({
        _tag: "Restore",
        permit,
        uid,
        target,
        condition,
        projection
      }))
    )
  )
}

function toDelete(asked: PermittedRequest, { permit, uid }: For<"delete"> | For<"purge">): ToCommand {
  const { resource } = permit
  // Where several fields identify a record, the query names them.
  const showing = Resource.soleColumn(resource.key) === null ? [] : asked.request.query
  return Result.flatMap(removedShown(asked, resource, showing), (projection) =>
    Result.map(boundTo(asked), (condition) => ({ _tag: "Delete", permit, uid, condition, projection }))
  )
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

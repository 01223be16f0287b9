/** A request for a route as a core command: what is asked, without the database. */
import { type Act, type Command, type Guard, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseHistoryQuery, parseItemQuery, parseNoQuery, parseQuery } from "../query/parseQuery.ts"
import { conditionOf, type Headers } from "./readHeaders.ts"
import { readBody } from "./readBody.ts"
import type { Request } from "../Request.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import type { Route } from "./route.ts"

type Commanded = Result.Result<Command.Command<Resource.Resource>, RequestFailure>

/** What a method does at a route; HEAD is a GET. */
export const actOf = ({ kind }: Route, method: string): Act => {
  if (kind === "history") return "history"
  if (kind === "collection") return method === "POST" ? "create" : "list"
  return method === "PUT" ? "replace" : method === "PATCH" ? "update" : method === "DELETE" ? "delete" : "get"
}

export interface Asked {
  readonly request: Request
  readonly route: Route
  readonly guard: Guard
  readonly headers: Headers
  readonly limits: Limits
  readonly requireMatch: boolean
}

/** Query first, then conditions, then the body: the order in which failures answer. */
export const toCommand = (asked: Asked): Commanded => {
  const { route, request, guard } = asked
  const { resource } = route
  const pairs = request.query ?? []
  const act = actOf(route, request.method)
  if (route.kind === "collection") return act === "create" ? toCreate(asked) : toList(asked)
  const target = { resource, guard, uid: route.uid }
  switch (act) {
    case "history":
      return Result.map(parseHistoryQuery(pairs, asked.limits), (page) => ({
        _tag: "History",
        ...target,
        ...page
      }))
    case "replace":
    case "update":
    case "delete":
      return toWrite(asked, act, target)
    default:
      return Result.map(parseItemQuery(resource, pairs), (select) => ({
        _tag: "Get",
        ...target,
        select,
        lock: null
      }))
  }
}

function toList({ request, route: { resource }, guard, headers, limits }: Asked): Commanded {
  const count = headers.preferences.count === "exact"
  return Result.flatMap(parseQuery(resource, request.query ?? [], limits, count), (query) =>
    untagged(headers, { _tag: "List", resource, guard, query })
  )
}

function toCreate({ request, route: { resource }, guard, headers, limits }: Asked): Commanded {
  return Result.flatMap(parseNoQuery(request.query ?? []), () =>
    Result.flatMap(readBody(request, limits.depth), (values) =>
      untagged(headers, { _tag: "Create", resource, guard, values })
    )
  )
}

/** A collection has no tag, so that If-Match names it with `*` only. */
function untagged({ match }: Headers, command: Command.Command<Resource.Resource>): Commanded {
  return match === null || match === "*"
    ? Result.succeed(command)
    : Result.fail({ _tag: "ConditionFailed", detail: "A collection has no entity tag, so none can match." })
}

function toWrite(
  { request, headers, limits, requireMatch }: Asked,
  act: "replace" | "update" | "delete",
  target: { readonly resource: Resource.Resource; readonly guard: Guard; readonly uid: string }
): Commanded {
  return Result.flatMap(parseNoQuery(request.query ?? []), (): Commanded => {
    // Other tags in If-None-Match than * would let what nobody has seen be overwritten.
    if (requireMatch && headers.match === null && headers.noneMatch !== "*")
      return Result.fail(conditionRequired)
    const condition = conditionOf(headers)
    const returned = headers.preferences.return
    if (act === "delete")
      return Result.succeed({
        _tag: "Delete",
        ...target,
        condition,
        select: returned === "representation" ? null : []
      })
    return Result.map(readBody(request, limits.depth), (values) =>
      act === "replace"
        ? { _tag: "Replace", ...target, values, condition }
        : {
            _tag: "Update",
            ...target,
            values,
            condition,
            merge: headers.format === "merge-patch",
            select: returned === "minimal" ? [] : null
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

/** A body as the fields of a record, or of several, or as operations on one. */
import { type Command, isObject, type JsonPatch, parseJsonPatch, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Json } from "../json/Json.ts"
import { parseJson } from "../json/parseJson.ts"
import { pointer } from "../json/pointer.ts"
import type { Read } from "../Format.ts"
import type { Request } from "../Request.ts"
import { type RequestFailure, tooManyRows } from "../problem/RequestFailure.ts"
import type { Limits } from "../RestOptions.ts"
import { bodyMalformed, bodyText } from "./bodyText.ts"

type Sent = Pick<Request, "body" | "headers">

/** A JSON object; malformed is 400, another JSON value 422, which is told what the object should hold. */
export const readBody = (
  request: Sent,
  limits: Limits,
  holding = fields
): Result.Result<Command.Body, RequestFailure> =>
  Result.flatMap(readJson(request, limits), (json) =>
    isObject(json) ? Result.succeed(json) : Result.fail(notAnObject("#", `a JSON object with ${holding}`))
  )

const fields = "the record's fields"

type Rows = Result.Result<Command.Body | ReadonlyArray<Command.Body>, RequestFailure>

/** How a body of rows is read where it is no JSON, and the resource that its rows are of. */
export interface Reading {
  readonly read: Read | null
  readonly resource: Resource.Resource
}

/** A JSON object, or an array of them, of which each is a row; or rows of another format. */
export const readRows = (request: Sent, limits: Limits, { read, resource }: Reading): Rows =>
  read === null
    ? jsonRows(request, limits)
    : Result.flatMap(bodyText(request), (text) =>
        read(text, { depth: limits.depth, rows: limits.rows, columns: resource.columns })
      )

function jsonRows(request: Sent, limits: Limits): Rows {
  return Result.flatMap(readJson(request, limits), (json): Rows => {
    const { rows } = limits
    if (!Array.isArray(json))
      return isObject(json) ? Result.succeed(json) : Result.fail(notAnObject("#", rowOrRows))
    if (json.length > rows) return Result.fail(tooManyRows(rows, json.length))
    const members: ReadonlyArray<unknown> = json
    const stranger = members.findIndex((row) => !isObject(row))
    return stranger < 0
      ? Result.succeed(members.filter(isObject))
      : Result.fail(notAnObject(`#/${stranger}`, rowOrRows))
  })
}

const rowOrRows = `a JSON object with ${fields}, or an array of such`

/** A JSON Patch; what is none is 400, as is one of too many operations (RFC 5789 §2.2). */
export const readPatch = (request: Sent, limits: Limits): Result.Result<JsonPatch, RequestFailure> =>
  Result.flatMap(readJson(request, limits), (json) => {
    const most = limits.patchOperations
    if (Array.isArray(json) && json.length > most)
      return Result.fail(
        patchMalformed([most], "too-many", `is one operation more than the ${most} that are taken`)
      )
    return Result.mapError(parseJsonPatch(json), ([fault]) =>
      patchMalformed(fault?.path ?? [], fault?.code ?? "type", fault?.detail ?? "")
    )
  })

/** Any JSON; a body that is none, or is not there, is 400. */
export function readJson(
  request: Sent,
  { depth }: Pick<Limits, "depth">
): Result.Result<Json, RequestFailure> {
  return Result.flatMap(bodyText(request), (text) =>
    Result.mapError(parseJson(text, { depth }), ({ detail, reason, pointer }) => {
      const told = `The body is not JSON that we read: ${detail}.`
      return bodyMalformed(reason, told, pointer, formHint(request.headers))
    })
  )
}

function notAnObject(pointer: string, what: string): RequestFailure {
  return {
    _tag: "BodyNotAnObject",
    detail: `The body must be ${what}.`,
    errors: [{ pointer, code: "type", detail: "must be an object" }]
  }
}

function patchMalformed(path: ReadonlyArray<string | number>, code: string, detail: string): RequestFailure {
  return {
    _tag: "BodyMalformed",
    detail: "The body is no JSON Patch that we read.",
    hint: 'Send an array of operations, such as [{"op": "replace", "path": "/name", "value": "new"}] (RFC 6902).',
    errors: [{ pointer: pointer(path), code, detail }]
  }
}

function formHint(headers: Request["headers"]): string | undefined {
  return headers.has("content-type") ? undefined : "Send Content-Type: application/json with a JSON text."
}

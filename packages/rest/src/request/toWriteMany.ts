/** Requests to a collection that write: a record of a body, many of an array, or all that a query finds. */
import { type Command, isNested, type Permit, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionFailed, conditionRequired, type RequestFailure } from "../problem/RequestFailure.ts"
import { parseFound, parsePosting, type Posting } from "../query/parseWriteQuery.ts"
import { readBody, readRows } from "./readBody.ts"
import type { PermittedRequest, ToCommand } from "./PermittedRequest.ts"
import { toNested, toNestedRows } from "./toNested.ts"
import { untagged } from "./untagged.ts"
import { removedShown, writtenShown } from "./writtenShown.ts"

type Of<A extends "create" | "upsert" | "update" | "delete"> = Permit<Resource.Resource, A>
type Body = Command.Body

/** An object is one record; an array is many, and so is a body of rows whose records may be there already. */
export const toCreate = (asked: PermittedRequest, permit: Of<"create">): ToCommand => {
  const { headers, limits, request } = asked
  const { resource } = permit
  const isIgnoring = headers.preferences.resolution === "ignore-duplicates"
  return Result.flatMap(parsePosting(asked, resource, isIgnoring), (posting) =>
    Result.flatMap(writtenShown(asked, resource, posting.showing), (projection) =>
      Result.flatMap(readRows(request, limits, { read: headers.read, resource }), (body) => {
        const usual = posting.showing.length === 0 && projection.items.length > 0
        const nesting = { permit, shown: usual ? null : projection }
        if (!isIgnoring && !isMany(body)) {
          const values = chosen(posting, body)
          return isNested(resource, values)
            ? toNested(asked, nesting, values)
            : untagged(headers, { _tag: "Create", permit, values, projection })
        }
        const rows = rowsOf(posting, body)
        if (!isIgnoring && rows.some(({ values }) => isNested(resource, values)))
          return toNestedRows(asked, nesting, rows)
        const ignore = isIgnoring ? posting.on : null
        return untagged(headers, { _tag: "CreateMany", permit, rows, ignore, projection })
      })
    )
  )
}

/** The rows of a body make records, or write over those that are there. */
export const toUpsert = (asked: PermittedRequest, permit: Of<"upsert">): ToCommand => {
  const { headers, limits, request } = asked
  const { resource } = permit
  return Result.flatMap(parsePosting(asked, resource, true), (posting) =>
    Result.flatMap(writtenShown(asked, resource, posting.showing), (projection) =>
      Result.flatMap(bound(asked), () =>
        Result.flatMap(readRows(request, limits, { read: headers.read, resource }), (body) =>
          untagged(headers, {
            _tag: "Upsert",
            permit,
            rows: rowsOf(posting, body),
            on: posting.on,
            projection
          })
        )
      )
    )
  )
}

/** The body's fields are set in all records that the query finds. */
export const toUpdateMany = (asked: PermittedRequest, permit: Of<"update">): ToCommand => {
  const { headers, limits, request } = asked
  return Result.flatMap(parseFound(asked, permit.resource), ({ filter, showing }) =>
    Result.flatMap(writtenShown(asked, permit.resource, showing), (projection) =>
      Result.flatMap(bound(asked), () =>
        Result.flatMap(readBody(request, limits), (values) =>
          untagged(headers, {
            _tag: "UpdateMany",
            permit,
            filter,
            most: mostOf(asked),
            values,
            merge: headers.contentType === "application/merge-patch+json",
            projection
          })
        )
      )
    )
  )
}

/** All records that the query finds are removed. */
export const toDeleteMany = (asked: PermittedRequest, permit: Of<"delete">): ToCommand => {
  const { headers } = asked
  return Result.flatMap(parseFound(asked, permit.resource), ({ filter, showing }) =>
    Result.flatMap(removedShown(asked, permit.resource, showing), (projection) =>
      Result.flatMap(bound(asked), () =>
        untagged(headers, { _tag: "DeleteMany", permit, filter, most: mostOf(asked), projection })
      )
    )
  )
}

/** Where writes need a condition, `If-Match: *` says that any version will do. */
function bound({ headers, requireMatch }: PermittedRequest): Result.Result<null, RequestFailure> {
  if (requireMatch && headers.match === null) return Result.fail(conditionRequired)
  return headers.noneMatch === "*"
    ? Result.fail(
        conditionFailed("A collection is there whatever it holds, which If-None-Match: * rules out.")
      )
    : Result.succeed(null)
}

function mostOf({ headers }: PermittedRequest): number | null {
  return headers.preferences.maxAffected ?? null
}

function isMany(body: Body | ReadonlyArray<Body>): body is ReadonlyArray<Body> {
  return Array.isArray(body)
}

function rowsOf(posting: Posting, body: Body | ReadonlyArray<Body>): ReadonlyArray<Command.Row> {
  const rows = isMany(body) ? body : [body]
  return rows.map((row) => ({ uid: null, values: chosen(posting, row) }))
}

/** Of a body the fields that the query names alone. */
function chosen({ columns }: Posting, body: Body): Body {
  return columns === null
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => columns.has(name)))
}

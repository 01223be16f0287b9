/** Requests to a collection that write: a record of a body, many of an array, or all that a query finds. */
import { type Command, isNested, nested, type Permit, type Projection, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionFailed, conditionRequired, type RequestFailure } from "../problem/RequestFailure.ts"
import { parseFound, parsePosting, type Posting } from "../query/parseWriteQuery.ts"
import { readBody, readRows, tooManyRows } from "./readBody.ts"
import type { PermittedRequest, ToCommand } from "./PermittedRequest.ts"
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
      Result.flatMap(readRows(request, limits), (body) => {
        if (isIgnoring || isMany(body))
          return untagged(headers, {
            _tag: "CreateMany",
            permit,
            rows: rowsOf(posting, body),
            ignore: isIgnoring ? posting.on : null,
            projection
          })
        const values = chosen(posting, body)
        if (!isNested(resource, values))
          return untagged(headers, { _tag: "Create", permit, values, projection })
        const usual = posting.showing.length === 0 && projection.items.length > 0
        return toNested(asked, { permit, body: values, shown: usual ? null : projection })
      })
    )
  )
}

interface Nest {
  readonly permit: Of<"create">
  readonly body: Body
  /** What the answer shows; null for all that was made. */
  readonly shown: Projection.Projection | null
}

/** A record and those of its relations; all of them count as rows. */
function toNested(asked: PermittedRequest, { body, permit, shown }: Nest): ToCommand {
  const { headers, limits, nests, reach } = asked
  return Result.flatMap(nested(permit, body, { ...reach, links: nests }), (command) => {
    const count = countOf(command)
    if (count > limits.rows) return Result.fail(tooManyRows(count, limits.rows))
    return untagged(headers, shown === null ? command : { ...command, projection: shown })
  })
}

function countOf({ related }: Command.Nest): number {
  const counts = related.flatMap(({ between, records }) =>
    records.map((nest) => countOf(nest) + (between === null ? 0 : 1))
  )
  return counts.reduce((sum, count) => sum + count, 1)
}

/** The rows of a body make records, or write over those that are there. */
export const toUpsert = (asked: PermittedRequest, permit: Of<"upsert">): ToCommand => {
  const { headers, limits, request } = asked
  const { resource } = permit
  return Result.flatMap(parsePosting(asked, resource, true), (posting) =>
    Result.flatMap(writtenShown(asked, resource, posting.showing), (projection) =>
      Result.flatMap(bound(asked), () =>
        Result.flatMap(readRows(request, limits), (body) =>
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

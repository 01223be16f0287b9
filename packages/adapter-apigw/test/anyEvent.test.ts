/** Whatever JSON comes in, it is read or refused as a value; nothing throws. */
import {
  type EventSource,
  hasMultiValueHeaders,
  requestIdOf,
  sourceOf,
  toCaller,
  toRequest
} from "@pgcrest/adapter-apigw"
import { it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { assert } from "vitest"
import * as events from "./events.ts"

const all: ReadonlyArray<EventSource> = ["rest", "http1", "http2", "url", "alb"]

const readAll = (event: unknown, source: EventSource, path = "a.b"): void => {
  toRequest(event, source, { basePath: "/v1" })
  toCaller(event, source, { requestId: requestIdOf(event, event) })
  toCaller(event, source, { requestId: "-", authorizer: { subject: path, groups: path } })
  hasMultiValueHeaders(event)
}

it.prop("arbitrary JSON never throws", { event: Schema.Json }, ({ event }) => {
  sourceOf(event)
  for (const source of all) readAll(event, source)
})

it.prop(
  "an event with arbitrary JSON in place of each part never throws",
  { part: Schema.Json, name: Schema.String },
  ({ part, name }) => {
    for (const source of all) {
      const event = events.builders[source]()
      for (const key of Object.keys(event)) readAll({ ...event, [key]: part }, source)
      for (const key of ["authorizer", "identity", "path", "stage", "domainName", "http"]) {
        readAll({ ...event, requestContext: { ...event.requestContext, [key]: part } }, source)
      }
      const authorizer = {
        [name]: part,
        claims: part,
        jwt: { claims: part, scopes: part },
        lambda: part,
        iam: part
      }
      readAll({ ...event, requestContext: { authorizer } }, source, `${name}.x`)
    }
  }
)

it.prop(
  "any text goes through every path, query, header and body unharmed or not at all",
  { sent: Schema.String },
  ({ sent }) => {
    const parts = {
      path: `/${sent}`,
      rawPath: `/${sent}`,
      rawQueryString: sent,
      body: sent,
      headers: { [sent]: sent }
    }
    for (const source of all) {
      for (const isBase64Encoded of [true, false])
        readAll({ ...parts, isBase64Encoded, requestContext: {} }, source)
    }
  }
)

it.prop(
  "a path and a query that were escaped once come out as they were",
  { segment: Schema.String, value: Schema.String },
  ({ segment, value }) => {
    if (!segment.isWellFormed() || !value.isWellFormed() || /\0/.test(segment + value) || segment === "")
      return
    const event = {
      rawPath: `/${encodeURIComponent(segment)}`,
      rawQueryString: `a=${encodeURIComponent(value)}`
    }
    const request = Result.getOrThrow(toRequest(event, "url"))
    assert.deepStrictEqual(request.path, [segment])
    assert.deepStrictEqual(request.query, [["a", value]])
  }
)

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
import { isUtf8 } from "node:buffer"
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

/** An event with this text in every part that a client can fill. */
const carrying = (sent: string) => ({
  path: `/${sent}`,
  rawPath: `/${sent}`,
  rawQueryString: sent,
  queryStringParameters: { [sent]: sent },
  headers: { [sent]: sent },
  body: sent,
  isBase64Encoded: false,
  requestContext: {}
})

/** The path and the query of such an event: null for escapes that mean nothing, and for NUL. */
const sentBy = (source: EventSource, sent: string) => {
  const decodedBefore = source === "http1" || source === "http2"
  const parts = sent.split("/").map(decodedBefore ? plain : unescaped)
  const path = sent === "" ? [] : parts.includes(null) ? null : parts
  if (source === "rest" || source === "http1")
    return { path, query: plain(sent) === null ? null : [[sent, sent]] }
  const pieces =
    source === "alb"
      ? [[sent, sent]]
      : sent
          .split("&")
          .filter((piece) => piece !== "")
          .map(halves)
  const pairs = pieces.map((pair) => pair.map((half) => unescaped(half.replaceAll("+", " "))))
  return { path, query: pairs.flat().includes(null) ? null : pairs }
}

const halves = (piece: string) => {
  const [name = "", ...value] = piece.split("=")
  return [name, value.join("=")]
}
const plain = (text: string) => (text.includes("\0") ? null : text)
/** Byte by byte (RFC 3986 §2.1). */
const unescaped = (text: string) => {
  const runs = [...text.matchAll(escapes)].map(([run]) => bytesOf(run))
  const malformed = text.replaceAll(escapes, "").includes("%") || !runs.every(isUtf8)
  return malformed ? null : plain(text.replaceAll(escapes, (run) => bytesOf(run).toString()))
}
const escapes = /(?:%[0-9a-f]{2})+/giu
const bytesOf = (run: string) => Buffer.from(run.replaceAll("%", ""), "hex")

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
  {
    text: Schema.String,
    escape: Schema.Literals([
      "",
      "/",
      "&",
      "=",
      "+",
      "%41",
      "%C3%A9",
      "%2F",
      "%2541",
      "%00",
      "%",
      "%4",
      "%FF",
      "\0"
    ])
  },
  ({ text, escape }) => {
    const sent = `${text}${escape}${text}`
    for (const source of all) {
      const request = Result.getOrThrow(toRequest(carrying(sent), source))
      const { path, query } = sentBy(source, sent)
      assert.deepStrictEqual<unknown>([request.path, request.query], [path, query], source)
      assert.deepStrictEqual(request.headers.get(sent.toLowerCase()), [sent], source)
      assert.strictEqual(request.body, sent === "" ? null : sent, source)
    }
  }
)

it.prop(
  "any body called base64 is refused, or comes out as the bytes that went in",
  {
    sent: Schema.String,
    bytes: Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 255 })))
  },
  ({ sent, bytes }) => {
    for (const text of [sent, Buffer.from(bytes).toString("base64")]) {
      const read = toRequest({ ...carrying(text), isBase64Encoded: true }, "http2")
      if (Result.isFailure(read)) assert.notStrictEqual(Buffer.from(text, "base64").toString("base64"), text)
      else assert.strictEqual(Buffer.from(read.success.body ?? "").toString("base64"), text)
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

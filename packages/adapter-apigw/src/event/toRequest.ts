/** Event → Request: what the five sources have in common, once each dialect is read. */
import type { Request, RequestHead } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { eventBody, type InvalidBase64 } from "./eventBody.ts"
import { EventHeaders } from "./EventHeaders.ts"
import { eventPath } from "./eventPath.ts"
import { eventQuery } from "./eventQuery.ts"
import type { EventSource } from "./EventSource.ts"
import { type JsonRecord, record, text } from "./Json.ts"

/** What an event does not tell of its request. */
export interface RequestOptions {
  /**
   * What is taken off the path and kept in links, such as `/v1`: the API mapping of a custom domain where the gateway's route
   * does not tell it, as behind `$default`, or what the route itself has in front.
   */
  readonly basePath?: string
}

/** The request that an event of this source tells; whatever a gateway left out is empty. Fails where a body is called base64 and is not. */
export const toRequest = (
  event: unknown,
  source: EventSource,
  options: RequestOptions = {}
): Result.Result<Request, InvalidBase64> => {
  const sent = record(event) ?? {}
  const body = eventBody(sent)
  if (Result.isFailure(body)) return Result.fail(body.failure)
  const path = eventPath(sent, source, options.basePath ?? "")
  const query = eventQuery(sent, source)
  const headers = new EventHeaders(sent)
  return Result.succeed({
    method: methodOf(sent),
    path: path.segments,
    prefix: path.prefix,
    headers,
    query: query.pairs,
    body: body.success.body,
    bodyBytes: body.success.bodyBytes,
    headerCharacters: headers.characters,
    targetBytes: path.bytes + query.bytes
  })
}

/** What an event tells of its request even where the rest of it cannot be read. */
export const toRequestHead = (
  event: unknown,
  source: EventSource,
  options: RequestOptions = {}
): RequestHead => {
  const sent = record(event) ?? {}
  const { segments, prefix } = eventPath(sent, source, options.basePath ?? "")
  return { method: methodOf(sent), path: segments, prefix, headers: new EventHeaders(sent) }
}

/** What can be read of an address that is malformed: the segments in front, which tell whose it is. */
export const leadOf = (
  event: unknown,
  source: EventSource,
  options: RequestOptions = {}
): ReadonlyArray<string> => eventPath(record(event) ?? {}, source, options.basePath ?? "").lead

const methodOf = (event: JsonRecord): string =>
  text(event.httpMethod) ?? text(record(record(event.requestContext)?.http)?.method) ?? ""

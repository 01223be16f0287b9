/** A request's body as each gateway puts it into an event: as text or in base64. */
import { header, type HttpRequest } from "./HttpRequest.ts"

/** Text and whether it is base64. */
export interface EventBody {
  readonly body: string
  readonly isBase64Encoded: boolean
}

/** UTF-8 text, whatever the type, unless the API takes every type as binary. An empty body is never base64. */
export const restBody = ({ body }: HttpRequest, binary: boolean): EventBody => encode(body, binary)

/**
 * Text only for `text/*` and JSON, XML and JavaScript by their plain names; base64 for everything else, which
 * means also `application/merge-patch+json`, forms, and a body without a type (measured on AWS by ministack#766).
 */
export const typedBody = (request: HttpRequest): EventBody => encode(request.body, !isText(request))

/** As `typedBody`, and base64 whenever the body has a content encoding. */
export const albBody = (request: HttpRequest): EventBody =>
  encode(request.body, !isText(request) || header(request, "content-encoding") !== undefined)

const encode = (bytes: Uint8Array, base64: boolean): EventBody => {
  const isBase64Encoded = base64 && bytes.length > 0
  return { body: Buffer.from(bytes).toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded }
}

const isText = (request: HttpRequest): boolean =>
  /^\s*(?:text\/[^;]+|application\/(?:json|javascript|xml))\s*(?:;|$)/i.test(
    header(request, "content-type") ?? ""
  )

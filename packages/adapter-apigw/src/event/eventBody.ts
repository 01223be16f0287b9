/** An event's body: text where it is UTF-8, else the bytes as sent. */
import * as Data from "effect/Data"
import * as Result from "effect/Result"
import { filled, type JsonRecord } from "./Json.ts"

/** A body was called base64 and is not (RFC 4648 §4, padded and canonical). */
export class InvalidBase64 extends Data.TaggedError("InvalidBase64") {
  override readonly message = "The body is called base64 and is not."
}

export interface EventBody {
  readonly body: string | Uint8Array | null
  /** Length of the body in bytes, as the client sent it. */
  readonly bodyBytes: number
}

/** The body of an event; a gateway sends it as text or as base64, whatever the content type says. */
export const eventBody = (event: JsonRecord): Result.Result<EventBody, InvalidBase64> => {
  const sent = filled(event.body)
  if (sent === null) return Result.succeed({ body: null, bodyBytes: 0 })
  if (event.isBase64Encoded !== true) {
    return Result.succeed({ body: sent, bodyBytes: Buffer.byteLength(sent) })
  }
  const bytes = Buffer.from(sent, "base64")
  // Buffer skips what is no base64; only what was strict comes out again as it went in.
  if (bytes.toString("base64") !== sent) return Result.fail(new InvalidBase64())
  const decoded = Result.getOrNull(Result.try(() => utf8.decode(bytes)))
  return Result.succeed({ body: decoded ?? new Uint8Array(bytes), bodyBytes: bytes.length })
}

// The mark at the start (BOM) is for the body's parser to judge, not ours to drop.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

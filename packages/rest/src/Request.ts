/** An HTTP request as an inbound adapter hands it over: plain data, everything decoded once. */

/** Header fields by lower-case names, one entry per field line, in order. A map will do; few of those that come are ever asked for. */
export type RequestHeaders = Pick<ReadonlyMap<string, ReadonlyArray<string>>, "get" | "has">

/** What is known of a request as soon as it comes. */
export interface RequestHead {
  /** As sent, case kept: HTTP methods are case-sensitive (RFC 9110 §9.1). */
  readonly method: string
  readonly headers: RequestHeaders
  /** Path segments behind the prefix, percent-decoded; null where an escape was malformed. A trailing slash is an empty last segment. */
  readonly path: ReadonlyArray<string> | null
  /** What stands before our own path outside: stage, base path and the wire's own, such as `/prod/v1`, or "". */
  readonly prefix: string
}

/** A request as a wire answers it: its head, query and body. */
export interface Request extends RequestHead {
  /** Query pairs in order, percent-decoded with `+` as a space; null where an escape was malformed. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]> | null
  /** Text, bytes that are no UTF-8, or null when none was sent. */
  readonly body: string | Uint8Array | null
  /** Length of the body in bytes, as sent. */
  readonly bodyBytes: number
  /** How many characters the names and lines of all headers have. */
  readonly headerCharacters: number
  /** Length of the request target in bytes. */
  readonly targetBytes: number
}

/** A request whose address could be read. */
export interface DecodedRequest extends Request {
  readonly path: NonNullable<Request["path"]>
  readonly query: NonNullable<Request["query"]>
}

/** Whether path and query could be read. */
export const isDecoded = (request: Request): request is DecodedRequest =>
  request.path !== null && request.query !== null

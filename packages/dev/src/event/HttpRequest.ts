/** An HTTP request as it came over the wire, before any gateway has touched it. */

/** Method, target as sent (never normalised), header lines in order, body bytes, and the client's address. */
export interface HttpRequest {
  readonly method: string
  readonly target: string
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Uint8Array
  readonly remoteAddress: string
}

/** The value of a header, or of its last line where it was sent more than once. */
export const header = (request: HttpRequest, name: string): string | undefined =>
  request.headers.findLast(([sent]) => sent.toLowerCase() === name)?.[1]

/** What a wire answers, before a gateway has made its own of it. */

/** Status, header lines in order, and a body (RFC 9110 §6). */
export interface Response {
  readonly status: number
  /** Lower-case names; a name may come twice (`set-cookie`). */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  /** Text, bytes (a gateway wants those as base64), or null for none. */
  readonly body: string | Uint8Array | null
}

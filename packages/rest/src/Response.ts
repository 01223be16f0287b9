/** What a client gets: status, headers as an ordered list, and a body. */

export interface Response {
  readonly status: number
  /** Lower-case names; a name may come twice (`set-cookie`). */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  /** Text, bytes (a gateway wants those as base64), or null for none. */
  readonly body: string | Uint8Array | null
}

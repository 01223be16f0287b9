/** The body of an answer that is one JSON text, as it is kept under a request's key. */
import { type Caller, type IdempotencyKey, type Keeping, ownKey } from "@pgcrest/core"
import { replayed } from "./response/headers.ts"
import type { Response } from "./Response.ts"

/** An answer that may have been given before. */
export interface Bodied {
  /** Null where it was erased since. */
  readonly body: string | null
  readonly replayed: boolean
}

/** For a request whose answer has no more than a body that would be told again. */
export const keepingBody = <A extends Bodied>(
  key: IdempotencyKey,
  caller: Caller.Caller,
  again: (body: string | null) => A
): Keeping<A> => ({
  ...ownKey(caller, key),
  actor: caller.actor,
  print: ({ body }) => ({ form, resource: "", uids: [], created: false, text: body }),
  read: (kept) => again(kept.form === form ? kept.text : null)
})

const form = "json 1"

/** With these headers, and those that tell of the body. */
export const bodyResponse = (
  { body, replayed: isAgain }: Bodied,
  headers: Response["headers"]
): Response => ({
  status: body === null ? 204 : 200,
  headers: [
    ...(body === null ? [] : [["content-type", "application/json; charset=utf-8"] as const]),
    ...headers,
    ...(isAgain ? [replayed] : [])
  ],
  body
})

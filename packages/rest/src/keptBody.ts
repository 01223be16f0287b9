/** The body of an answer that is one JSON text, as it is kept under a request's key. */
import { type Api, type Caller, type IdempotencyKey, type Keeping, ownKey, shownIn } from "@pgcrest/core"
import { replayed } from "./response/headers.ts"
import type { Response } from "./Response.ts"

/** An answer that may have been given before. */
export interface Bodied {
  /** Null where it was erased since. */
  readonly body: string | null
  readonly replayed: boolean
}

/** For a request whose answer has no more than a body that would be told again: by an api that shows the same fields. */
export const keepingBody = <A extends Bodied>(
  api: Pick<Api.Api<unknown, unknown>, "resources">,
  { caller, key }: { readonly caller: Caller.Caller; readonly key: IdempotencyKey },
  again: (body: string | null) => A
): Keeping<A> => {
  const form = `json 2 ${shownIn(api)}`
  return {
    ...ownKey(caller, key),
    actor: caller.actor,
    print: ({ body }) => ({ form, resource: "", uids: [], created: false, text: body }),
    read: (kept) => again(kept.form === form ? kept.text : null)
  }
}

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

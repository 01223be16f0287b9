/** Whole answers as they are kept under a request's key, where more than one statement made them. */
import { type Api, type Caller, type IdempotencyKey, type Keeping, ownKey, shownIn } from "@pgcrest/core"
import type { Response } from "@pgcrest/rest"
import { replayed } from "./toWriteAnswer.ts"

/** Told again by an api that shows the same fields. */
export const keepingAnswer = (
  api: Pick<Api.Api<unknown, unknown>, "resources">,
  key: IdempotencyKey,
  caller: Caller.Caller
): Keeping<Response> => {
  // Its bodies are texts.
  const form = `answer 2 ${shownIn(api)}`
  return {
    ...ownKey(caller, key),
    actor: caller.actor,
    print: (response) => ({ form, resource: "", uids: [], created: false, text: JSON.stringify(response) }),
    read: ({ form: kept, text }) => again(kept === form && text !== null ? JSON.parse(text) : erased)
  }
}

const erased: Response = { status: 204, headers: [["cache-control", "no-store"]], body: null }

function again(response: Response): Response {
  return { ...response, headers: [...response.headers, replayed] }
}

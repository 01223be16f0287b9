/** Whole answers as they are kept under a request's key, where more than one statement made them. */
import { type Api, type Caller, type IdempotencyKey, type Keeping, ownKey, shownIn } from "@pgcrest/core"
import type { Response } from "@pgcrest/rest"
import { replayed } from "./toWriteAnswer.ts"

/** Told again by an api that shows the same fields; where it cannot be told, as what is new or with the status of silence. */
export const keepingAnswer = (
  api: Pick<Api.Api<unknown, unknown>, "resources">,
  { caller, key }: { readonly caller: Caller.Caller; readonly key: IdempotencyKey },
  silent: 200 | 204
): Keeping<Response> => {
  // Its bodies are texts.
  const form = `answer 2 ${shownIn(api)}`
  return {
    ...ownKey(caller, key),
    actor: caller.actor,
    print: (response) => ({
      form,
      resource: "",
      uids: [],
      created: response.status === 201,
      text: JSON.stringify(response)
    }),
    read: ({ created, form: kept, text }) =>
      again(kept === form && text !== null ? JSON.parse(text) : untold(created ? 201 : silent))
  }
}

function untold(status: number): Response {
  return { status, headers: [["cache-control", "no-store"]], body: null }
}

function again(response: Response): Response {
  return { ...response, headers: [...response.headers, replayed] }
}

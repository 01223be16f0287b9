/** Whole answers as they are kept under a request's key, where more than one statement made them. */
import { type Caller, type IdempotencyKey, type Keeping, ownKey } from "@pgcrest/core"
import type { Response } from "@pgcrest/rest"
import { replayed } from "./toWriteAnswer.ts"

/** Null without a key. */
export const keepingAnswer = (key: IdempotencyKey | null, caller: Caller.Caller): Keeping<Response> | null =>
  key === null
    ? null
    : {
        ...ownKey(caller, key),
        actor: caller.actor,
        print: (response) => ({
          form,
          resource: "",
          uids: [],
          created: false,
          text: JSON.stringify(response)
        }),
        read: ({ form: kept, text }) => again(kept === form && text !== null ? JSON.parse(text) : erased)
      }

// Its bodies are texts.
const form = "answer 1"

const erased: Response = { status: 204, headers: [["cache-control", "no-store"]], body: null }

function again(response: Response): Response {
  return { ...response, headers: [...response.headers, replayed] }
}

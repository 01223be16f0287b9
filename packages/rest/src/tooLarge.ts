/** Answers that no gateway would carry. */
import { AnswerTooLarge } from "@pgcrest/core"
import { refuse } from "./handleRequest.ts"
import type { Request } from "./Request.ts"
import type { Response } from "./Response.ts"
import type { Settings } from "./Settings.ts"

/** A read that is too large is refused; a write has happened, so it keeps its status and loses its body. */
export const tooLarge = (
  settings: Settings,
  request: Request,
  requestId: string,
  response: Response
): Response =>
  request.method === "GET" || request.method === "HEAD"
    ? refuse(
        settings,
        request,
        requestId,
        new AnswerTooLarge({ resource: request.path?.[0] ?? "", outcomeUnknown: false })
      )
    : {
        ...response,
        status: response.status === 200 ? 204 : response.status,
        headers: response.headers.filter(([name]) => !ofBody.has(name)),
        body: null
      }

// What would speak of a body that is not there.
const ofBody: ReadonlySet<string> = new Set(["content-type", "content-location", "preference-applied"])

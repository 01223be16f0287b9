/** Answers that no gateway would carry. */
import { AnswerTooLarge } from "@pgcrest/core"
import { refuse } from "./handleRequest.ts"
import type { Request } from "./Request.ts"
import type { Response } from "./Response.ts"
import { bodiless } from "./response/bodiless.ts"
import type { Settings } from "./Settings.ts"

/** A read that is too large is refused; a write loses its body. */
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
    : bodiless(response)

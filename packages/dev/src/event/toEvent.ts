/** HTTP request → exactly the event that AWS would send for it. */
import type { EventOptions } from "./EventOptions.ts"
import type { Events, EventSource } from "./events.ts"
import type { HttpRequest } from "./HttpRequest.ts"
import { toEventAlb } from "./toEventAlb.ts"
import { toEventHttp1, toEventV1 } from "./toEventV1.ts"
import { toEventUrl, toEventV2 } from "./toEventV2.ts"

type ToEvent = { readonly [S in EventSource]: (request: HttpRequest, options: EventOptions) => Events[S] }

const bySource: ToEvent = {
  rest: toEventV1,
  http1: toEventHttp1,
  http2: toEventV2,
  url: toEventUrl,
  alb: toEventAlb
}

/** The event that `source` sends to its Lambda for `request`; the target is the one behind the stage. */
export const toEvent = <S extends EventSource>(
  source: S,
  request: HttpRequest,
  options: EventOptions
): Events[S] => bySource[source](request, options)

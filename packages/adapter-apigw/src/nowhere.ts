/** The wire of addresses that no wire is served under. */
import type { Response, Wire } from "@pgcrest/rest"
import * as Effect from "effect/Effect"

/** A plain 404 to everything: what else goes wrong there concerns nobody. */
export const nowhere: Wire = {
  answer: (_request, { requestId }) =>
    Effect.succeed({ response: notFound(requestId), route: null, cause: null }),
  refuse: (_head, requestId) => notFound(requestId),
  cut: (_request, requestId) => notFound(requestId),
  groups: new Set()
}

function notFound(requestId: string): Response {
  const problem = { type: "about:blank", title: "Not Found", status: 404, request_id: requestId }
  return {
    status: 404,
    headers: [
      ["content-type", "application/problem+json"],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      ["x-request-id", requestId]
    ],
    body: JSON.stringify(problem)
  }
}

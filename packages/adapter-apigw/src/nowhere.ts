/** The wire of addresses that no wire is served under. */
import type { Response, Wire } from "@pgcrest/rest"
import * as Effect from "effect/Effect"

/** A plain 404 to everything: what else goes wrong there concerns nobody. */
export const nowhere: Wire = {
  answer: ({ method }, { requestId }) =>
    Effect.succeed({ response: notFound(method, requestId), route: null, cause: null }),
  refuse: ({ method }, requestId) => notFound(method, requestId),
  cut: ({ method }, requestId) => notFound(method, requestId),
  groups: new Set()
}

function notFound(method: string, requestId: string): Response {
  const problem = { type: "about:blank", title: "Not Found", status: 404, request_id: requestId }
  return {
    status: 404,
    headers: [
      ["content-type", "application/problem+json"],
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      ["x-request-id", requestId]
    ],
    body: method === "HEAD" ? null : JSON.stringify(problem)
  }
}

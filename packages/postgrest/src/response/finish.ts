/** What every answer has, errors too. */
import { corsHeaders, type RequestHead, type Response, security } from "@pgcrest/rest"
import type { Settings } from "../Settings.ts"

/** Adds what caches, browsers and logs are told each time. */
export const finish = (
  { cors }: Pick<Settings, "cors">,
  { headers }: RequestHead,
  requestId: string,
  response: Response
): Response => {
  // A preflight has its own.
  const isAllowed = response.headers.some(([name]) => name === "access-control-allow-origin")
  return {
    ...response,
    headers: [
      ...response.headers,
      ["vary", cors === null ? "Accept, Prefer, Range" : "Accept, Prefer, Range, Origin"],
      ...(isAllowed ? [] : corsHeaders(cors, headers.get("origin")?.[0])),
      ...security,
      ["x-request-id", requestId]
    ]
  }
}

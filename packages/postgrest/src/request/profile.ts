/** The headers that name a schema: there is one, and nothing else is asked for. */
import type { DecodedRequest } from "@pgcrest/rest"
import type { WireFailure } from "../problem/WireFailure.ts"

/** Why there is no such schema; null where it is the one, or none is named. Reads have a header of their own. */
export const strangeSchema = (
  { headers, method }: Pick<DecodedRequest, "headers" | "method">,
  schema: string
): WireFailure | null => {
  const [asked] = headers.get(isRead(method) ? "accept-profile" : "content-profile") ?? []
  return asked === undefined || asked === schema ? null : { _tag: "SchemaUnknown", schema: asked }
}

/** What an answer tells of it where it was named. */
export const profileHeader = (
  { headers }: Pick<DecodedRequest, "headers">,
  schema: string
): ReadonlyArray<readonly [string, string]> =>
  headers.has("accept-profile") || headers.has("content-profile") ? [["content-profile", schema]] : []

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD"
}

/** An event's header fields, under lower-case names. */
import { entries, type JsonRecord, texts } from "./Json.ts"

/** The field lines of an event; lines that a gateway has joined with commas stay one line. */
export const eventHeaders = (event: JsonRecord): ReadonlyMap<string, ReadonlyArray<string>> => {
  const headers = new Map<string, Array<string>>()
  for (const [name, value] of entries(event.multiValueHeaders, event.headers)) {
    const lower = name.toLowerCase()
    const lines = headers.get(lower)
    if (lines === undefined) headers.set(lower, [value])
    else lines.push(value)
  }
  // An HTTP API moves the cookies out of the headers, a Function URL copies them: here they are once.
  const cookies = texts(event.cookies)
  if (cookies.length > 0) headers.set("cookie", [cookies.join("; ")])
  return headers
}

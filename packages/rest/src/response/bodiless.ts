/** The answer to a write whose body no gateway would carry. */
import type { Response } from "../Response.ts"

/** A write has happened, so it keeps its status and loses its body; one that was undone still says so. */
export const bodiless = (response: Response): Response => ({
  ...response,
  status: response.status === 200 ? 204 : response.status,
  headers: response.headers.flatMap(([name, value]) => {
    if (name !== "preference-applied") return ofBody.has(name) ? [] : [[name, value] as const]
    const [tx] = /\btx=\w+/u.exec(value) ?? []
    return tx === undefined ? [] : [[name, tx] as const]
  }),
  body: null
})

// What would speak of a body that is not there.
const ofBody: ReadonlySet<string> = new Set(["content-type", "content-location"])

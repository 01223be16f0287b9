/** Cursors, written and read by somebody who has seen some. */
import type { Page } from "./questions.ts"

type Placed = Extract<Page, { readonly is: "after" | "before" }>

export const cursorText = (fingerprint: string, { is, place }: Pick<Placed, "is" | "place">): string =>
  Buffer.from(`${is === "after" ? ">" : "<"}${fingerprint} ${JSON.stringify(place)}`).toString("base64url")

/** The place that a cursor tells. */
export const placeIn = (cursor: string): unknown =>
  JSON.parse(
    Buffer.from(cursor, "base64url")
      .toString()
      .replace(/^[^[]*/u, "")
  )

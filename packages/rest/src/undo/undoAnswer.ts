/** What an undo did, or what stands in its way, as it is told. */
import type { Obstacle, UndoBlocked, Undone } from "@pgcrest/core"
import type { Bodied } from "../keptBody.ts"
import { unstored } from "../response/headers.ts"
import type { Response } from "../Response.ts"

/** In the order in which it was done: the last thing that the request did comes first. */
export const undoneBody = (undone: ReadonlyArray<Undone>): Bodied => ({
  body: `[${undone.map(printed).join(",")}]`,
  replayed: false
})

function printed({ left, operation, resource, uid, version }: Undone): string {
  // A version has more digits than a number keeps.
  const told = `"resource":${JSON.stringify(resource)},"uid":${JSON.stringify(uid)},"operation":"${operation}"`
  return `{${told},"version":${version === null ? "null" : String(version)},"not_restored":${JSON.stringify(left)}}`
}

/** A problem that names each record in the way, as far as the caller sees it. */
export const blockedResponse = (
  { obstacles }: UndoBlocked,
  problemBase: string,
  requestId: string
): Response => ({
  status: 409,
  headers: [["content-type", "application/problem+json"], unstored],
  body: JSON.stringify({
    type: `${problemBase}undo-blocked`,
    title: "Not to be undone",
    status: 409,
    detail: "Something stands in the way of what the request did. Nothing was undone.",
    hint: "Change the records under errors by themselves, or ask as somebody who may.",
    errors: obstacles.map(errorOf),
    code: "undo-blocked",
    request_id: requestId
  })
})

function errorOf({ code, detail, record }: Obstacle) {
  return { pointer: "#/request_id", code, detail, ...record }
}

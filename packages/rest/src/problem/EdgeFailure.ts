/** What can go wrong at a gateway's edge, outside of what a wire does itself; each wire has a status for it. */
import type { IdentityUnavailable, TokenRefused } from "@pgcrest/core"
import type { Explained } from "./ProblemKind.ts"

/** A body that is no base64, a token that counts for nothing or of which nothing can be known, a time that is over, a bug or a service that does not start. */
export type EdgeFailure =
  | Explained<"BodyMalformed">
  | TokenRefused
  | IdentityUnavailable
  | Explained<"DeadlineExceeded">
  | Defect

/** What nobody expected. */
export interface Defect extends Explained<"Defect"> {
  /** For the log alone. */
  readonly cause: unknown
}

/** A bug, ours or a hook's: the client learns nothing of it. */
export const defect = (cause: unknown): Defect => ({ _tag: "Defect", detail: defectDetail, cause })

export const defectDetail = "Something went wrong here. The log has the cause under this request id."

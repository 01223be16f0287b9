/** The one table of HTTP statuses: each failure is a problem type of its own. A retired tag is never reused. */
import type { CommandFailure, CredentialFailure } from "@pgcrest/core"
import type { EdgeFailure } from "./EdgeFailure.ts"
import { identityProblems } from "./identityProblems.ts"
import type { ProblemKinds } from "./ProblemKind.ts"
import { recordProblems } from "./recordProblems.ts"
import type { RequestFailure } from "./RequestFailure.ts"
import { requestProblems } from "./requestProblems.ts"
import { storeProblems } from "./storeProblems.ts"

/** Every failure but those of hooks. */
export type KnownFailure = RequestFailure | EdgeFailure | CredentialFailure | CommandFailure

// Retired: EventUnknown.
export const problemKinds: ProblemKinds<KnownFailure> = {
  ...requestProblems,
  ...recordProblems,
  ...storeProblems,
  ...identityProblems
}

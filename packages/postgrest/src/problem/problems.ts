/** The one table of statuses and codes on this wire: each failure has its row. A retired tag is never reused. */
import type { CommandFailure, CredentialFailure } from "@pgcrest/core"
import type { EdgeFailure, RequestFailure } from "@pgcrest/rest"
import { identityProblems } from "./identityProblems.ts"
import type { Problems } from "./Problem.ts"
import { recordProblems } from "./recordProblems.ts"
import { requestProblems } from "./requestProblems.ts"
import { storeProblems } from "./storeProblems.ts"
import type { WireFailure } from "./WireFailure.ts"
import { wireProblems } from "./wireProblems.ts"

/** Every failure but those of hooks. */
export type KnownFailure = WireFailure | RequestFailure | EdgeFailure | CredentialFailure | CommandFailure

export const problems: Problems<KnownFailure> = {
  ...wireProblems,
  ...requestProblems,
  ...recordProblems,
  ...storeProblems,
  ...identityProblems
}

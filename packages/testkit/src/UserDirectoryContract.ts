/** The contract of `UserDirectory`: an adapter brings the directory, and how people come to be in it. */
import { layer } from "@effect/vitest"
import type { UserDirectory } from "@pgcrest/core"
import type * as Layer from "effect/Layer"
import type { Case } from "./identity/Case.ts"
import { directoryCases } from "./identity/directoryCases.ts"
import { groupCases } from "./identity/groupCases.ts"
import type { People } from "./identity/People.ts"

export type { Case } from "./identity/Case.ts"
export { People, type Person } from "./identity/People.ts"

/** Every promise of the port. Each case makes people of its own, so that all can run on one directory. */
export const everyCase: ReadonlyArray<Case<UserDirectory | People>> = [...directoryCases, ...groupCases]

/**
 * Registers every promise as a test of this directory, which shows `name` and `email` under these names, and keeps no answer:
 * what `People` does is asked for at once.
 */
export const suite = <E>(name: string, directory: Layer.Layer<UserDirectory | People, E>): void =>
  layer(directory, { excludeTestServices: true, timeout: "60 seconds" })(
    `UserDirectory contract: ${name}`,
    (it) => everyCase.forEach(({ promise, run }) => it.effect(promise, run))
  )
